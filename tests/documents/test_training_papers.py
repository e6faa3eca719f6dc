"""Papers of training with what real schools have: long names, sixty competences, nothing at all."""

from erp.documents import achievements, booklet
from tests.documents import parts
from tests.documents.samples_training import LONG, TODAY, a_booklet, some_achievements


def test_a_long_name_is_whole_on_the_first_page_of_a_booklet():
    words = (TODAY, LONG, "Progrès réguliers. " * 40)
    paper = a_booklet(60, student=LONG, cohort=LONG, words=(words,) * 6)

    pages = parts.words_of(booklet.draw(paper))

    told = pages[0].replace("\n", " ")
    assert told.count("Maximilienne-Apolline") == 2 and told.count("Ostenrath") == 2
    assert all(f"C{n + 1}.{n % 4 + 1}" in " ".join(pages) for n in range(60))


def test_a_framework_without_a_competence_says_so_in_one_line():
    (page,) = parts.words_of(booklet.draw(a_booklet(competences=(), words=(), kinds=())))
    assert "Aucune compétence au référentiel." in page


def test_works_without_a_photo_and_a_long_name_stay_readable():
    pages = parts.words_of(achievements.draw(some_achievements(40, student=LONG)))
    assert "Ostenrath" in pages[0] and "".join(pages).count("Trémie inox 304L") == 40
