package dev.parlando.benchmarks.endtoend.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of reading documents in the CoNLL-U format. */
class SentenceCorpusTest {
    @TempDir
    Path folder;

    private List<SentenceCorpus.Document> read(String... lines) throws IOException {
        return SentenceCorpus.read(Files.write(folder.resolve("test.conllu"), List.of(lines)));
    }

    @Test
    void separatesSentencesParagraphsAndDocuments() throws IOException {
        List<SentenceCorpus.Document> documents = read(
                "# newdoc id = a",
                "# newpar",
                "# text = One.",
                "1\tOne\tone\tNUM",
                "",
                "# text = Two.",
                "# newpar",
                "# text = Three.",
                "# newdoc id = b",
                "# newpar",
                "# text = Four.");
        BitSet first = new BitSet();
        first.set(5);
        first.set(11);
        assertThat(documents)
                .containsExactly(
                        new SentenceCorpus.Document("One. Two.\n\nThree.", first),
                        new SentenceCorpus.Document("Four.", new BitSet()));
    }

    @Test
    void readsFileWithoutMarksOfDocumentsAsOne() throws IOException {
        assertThat(read("# text = One.", "# text = Two."))
                .singleElement()
                .extracting(SentenceCorpus.Document::text)
                .isEqualTo("One. Two.");
    }

    @Test
    void rejectsFileWithoutSentences() {
        assertThatThrownBy(() -> read("One."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test.conllu");
    }
}
