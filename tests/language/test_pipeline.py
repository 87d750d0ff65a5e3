"""spaCy: our tokens, components, extensions, a round trip, a view, and a recogniser trained on our tokens."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import gouji
from gouji.language.pipeline import CONFIG, ENTITIES, QUANTITIES, load, training, view

TEXT = "桐岭县财政局2023年主动公开信息近2万条，答复申请38件，占比23.5%。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def rows(doc: Doc, key: str) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_) for span in doc.spans[key]]


def test_load_is_a_name_of_the_package() -> None:
    assert gouji.load is load


def test_figures_and_names_are_span_groups(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert rows(doc, QUANTITIES) == [
        ("近2万条", "count", "20000"),
        ("38件", "count", "38"),
        ("23.5%", "percent", "23.5"),
    ]
    assert rows(doc, ENTITIES) == [
        ("桐岭县财政局", "ORG", "桐岭县财政局"),
        ("2023年", "DATE", "2023"),
    ]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("桐岭县财政局", "ORG"), ("2023年", "DATE")]


def test_extensions_give_the_typed_objects(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [m.value for m in doc._.quantities] == [Decimal(20000), Decimal(38), Decimal("23.5")]
    assert [e.label.value for e in doc._.entities] == ["ORG", "DATE"]
    assert doc.spans[QUANTITIES][0]._.quantity == doc._.quantities[0]
    assert doc[0:1]._.quantity is None


FOLDED = [
    "共公開 ３８００ 余條,占比 23.5 ％。",
    "  \n a b  c 10 件 \n\n",
    "主動公開 1 234 件",
    "共\t收到　12 件,网址 www.example.com 好",
    "",
    " ",
    "x",
]


@pytest.mark.parametrize("text", FOLDED)
def test_the_doc_is_the_text_whatever_was_folded(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    for span, mention in zip(doc.spans[QUANTITIES], doc._.quantities, strict=True):
        assert (span.start_char, span.end_char) == (mention.span.start, mention.span.end)


@given(
    st.text(alphabet="公开2023年 件１，。\n\t县局（）《》%万近a.@-　主動", max_size=50) | st.text(max_size=50)
)
def test_spans_stand_where_the_figures_and_names_are(text: str) -> None:
    doc = NLP(text)
    assert doc.text == text
    for key, found in ((QUANTITIES, doc._.quantities), (ENTITIES, doc._.entities)):
        spans = [(span.start_char, span.end_char) for span in doc.spans[key]]
        assert spans == [(one.span.start, one.span.end) for one in found]


NLP = load()


@pytest.mark.parametrize("text", [TEXT, *FOLDED, "主动公开政府信息38\n00余条，办结申请12件。"])
def test_the_objects_are_those_of_the_plain_functions(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc._.quantities == gouji.quantities(text)
    assert doc._.entities == gouji.entities(text)


def test_norms_are_folded_and_space_belongs_to_the_token_before(nlp: Language) -> None:
    doc = nlp("共公開 ３８００ 余條")
    assert [token.norm_ for token in doc] == ["共", "公开", "3800", "余", "条"]
    assert [token.text_with_ws for token in doc] == ["共", "公開 ", "３８００ ", "余", "條"]


def test_factories_work_in_a_pipeline_with_other_tokens() -> None:
    # The names are entry points, so that this needs no import of gouji in a program of somebody else.
    nlp = spacy.blank("zh")
    nlp.add_pipe("gouji_quantities")
    nlp.add_pipe("gouji_entities", config={"ents": False})
    doc = nlp(TEXT)
    assert [text for text, _, _ in rows(doc, QUANTITIES)] == ["近2万条", "38件", "23.5%"]
    assert [text for text, _, _ in rows(doc, ENTITIES)] == ["桐岭县财政局", "2023年"]
    assert doc.ents == ()


def test_entry_points_are_found_without_importing_gouji() -> None:
    script = """
import spacy
nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "gouji.Tokenizer.v1"}}})
nlp.add_pipe("gouji_quantities")
doc = nlp("公开9条")
print(len(doc), doc.spans["quantities"][0].id_)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["3", "9"]


def test_names_of_another_component_stay() -> None:
    nlp = load()
    ruler = nlp.add_pipe("entity_ruler", before="gouji_entities")
    ruler.add_patterns([{"label": "OURS", "pattern": "桐岭县财政局"}])
    assert next((ent.text, ent.label_) for ent in nlp(TEXT).ents) == ("桐岭县财政局", "OURS")


def test_a_docbin_brings_spans_and_objects_back(nlp: Language) -> None:
    stored = DocBin(store_user_data=True, docs=[nlp(TEXT)]).to_bytes()
    vocab = spacy.blank("zh").vocab
    (doc,) = DocBin().from_bytes(stored).get_docs(vocab)
    assert rows(doc, QUANTITIES) == rows(nlp(TEXT), QUANTITIES)
    assert rows(doc, ENTITIES) == rows(nlp(TEXT), ENTITIES)
    assert doc._.quantities == nlp(TEXT)._.quantities


def test_a_pipeline_is_saved_and_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert [token.text for token in again(TEXT)] == [token.text for token in nlp(TEXT)]
    assert again.pipe_names == nlp.pipe_names


def test_many_texts_in_a_stream_give_what_each_gives_alone(nlp: Language) -> None:
    texts = [TEXT, "", "县政府公开9条。", TEXT]
    assert [rows(doc, ENTITIES) for doc in nlp.pipe(texts)] == [rows(nlp(text), ENTITIES) for text in texts]


def test_the_view_marks_figures_and_names(nlp: Language) -> None:
    html = view(nlp(TEXT), page=True)
    assert html.startswith("<!DOCTYPE html>")
    for label in ("count", "percent", "ORG", "DATE"):
        assert label in html


def examples(names: list[str]) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """A tiny set: who answered how many applications."""
    frames = ("{}答复申请9件。", "全年{}公开信息120条。", "申请由{}受理。", "据{}介绍，共办结3件。")
    made = []
    for name in names:
        for frame in frames:
            start = frame.index("{}")
            made.append((frame.format(name), [(start, start + len(name), "ANSWERER")]))
    return made


def test_examples_become_training_data(nlp: Language) -> None:
    docs = list(training(nlp, examples(["信访窗口"])).get_docs(nlp.vocab))
    assert [[(ent.text, ent.label_) for ent in doc.ents] for doc in docs] == [[("信访窗口", "ANSWERER")]] * 4


@pytest.mark.slow
def test_the_config_trains_a_recogniser_on_our_tokens(nlp: Language, tmp_path: Path) -> None:
    train = ["信访窗口", "值班小组", "受理专班", "咨询窗口", "接待小组", "答复专班"]
    training(nlp, examples(train)).to_disk(tmp_path / "train.spacy")
    training(nlp, examples(["接待窗口", "咨询专班"])).to_disk(tmp_path / "dev.spacy")
    command = [sys.executable, "-m", "spacy", "train", str(CONFIG), "--output", str(tmp_path / "out")]
    command += ["--paths.train", str(tmp_path / "train.spacy"), "--paths.dev", str(tmp_path / "dev.spacy")]
    command += ["--training.max_steps", "60", "--training.eval_frequency", "30"]
    subprocess.run(command, check=True, capture_output=True)
    trained = spacy.load(tmp_path / "out" / "model-best")
    trained.add_pipe("gouji_entities")
    doc = trained("2023年值班小组答复申请9件。")
    assert ("值班小组", "ANSWERER") in [(ent.text, ent.label_) for ent in doc.ents]
    assert ("2023年", "DATE", "2023") in rows(doc, ENTITIES)
