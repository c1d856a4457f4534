"""What came of putting titles in the light: more loans than comparable titles lead to expect?

1. `windows`: which weeks are looked at, before, during and after, as far as loans are known.
2. `matching`: beside each promoted title some of its kind that were lent as often until then.
3. `estimating`: how many loans were to be expected, and the uplift with its interval.
4. `displacement`: whether the extra loans came out of the same part of the collection.
5. `verdicts`: what may be said of it, of one campaign and of comparable ones together.
"""
