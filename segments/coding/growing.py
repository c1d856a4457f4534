"""What every coder of rows about titles grows: titles, branches, genre codes and materials."""

from .dimensions import Dimensions
from .results import NewTitle
from .titles import TitleBook


class Growing:
    """New ones in the order of accepted rows, as the positions were given."""

    _titles: TitleBook
    _dimensions: Dimensions

    @property
    def new_titles(self) -> list[NewTitle]:
        return self._titles.new

    @property
    def new_branches(self) -> list[str]:
        return self._dimensions.new("branch")

    @property
    def new_genre_codes(self) -> list[str]:
        return self._dimensions.new("genre")

    @property
    def new_materials(self) -> list[str]:
        return self._dimensions.new("material")
