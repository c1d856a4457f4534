"""Small invented towns of which the truth is known, to hold advice against.

A planted town has four truths. A placebo town has none of them: its segments differ in size, in
where they live and in age, and in nothing else. Everybody reads by age, mildly, whatever the
segment; each reader has favourite genres, and a few read a lot; each branch has copies in
proportion to what is borrowed there; waiting lists follow loans; some titles are much loved. So
whatever stands out between segments in such a town is chance, age or size, and advice that is sure
of it is a false alarm.
"""
