package dev.parlando.benchmarks.endtoend.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The documents of a treebank in the CoNLL-U format. A blank separates sentences, a blank line paragraphs. */
final class SentenceCorpus {
    private static final String TEXT = "# text = ";

    private SentenceCorpus() {}

    /**
     * Returns the documents; a file without marks of documents is one.
     *
     * @throws IllegalArgumentException if the file contains no sentence
     */
    static List<Document> read(Path file) throws IOException {
        List<Document> documents = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        BitSet boundaries = new BitSet();
        String separator = " ";
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("# newdoc") && !text.isEmpty()) {
                documents.add(new Document(text.toString(), boundaries));
                text.setLength(0);
                boundaries = new BitSet();
            } else if (line.startsWith("# newpar")) {
                separator = "\n\n";
            } else if (line.startsWith(TEXT)) {
                if (!text.isEmpty()) {
                    text.append(separator);
                    boundaries.set(text.length());
                }
                text.append(line, TEXT.length(), line.length());
                separator = " ";
            }
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException(file + " has no line that starts with '" + TEXT + "'");
        }
        documents.add(new Document(text.toString(), boundaries));
        return documents;
    }

    /**
     * A text with the positions at which its sentences start, except the first.
     *
     * @param text the sentences
     * @param boundaries the positions
     */
    record Document(String text, BitSet boundaries) {}
}
