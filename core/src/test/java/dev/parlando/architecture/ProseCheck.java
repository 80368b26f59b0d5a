package dev.parlando.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Finds the wordings that {@link ProseRule} avoids in the comments and pages of a folder. */
final class ProseCheck {
    /** The longest sentence of a comment or a page, in words. */
    static final int MAX_SENTENCE_WORDS = 30;

    private static final int EXCERPT_CHARACTERS = 40;

    private ProseCheck() {}

    /** Returns all findings below a folder, each as {@code file:line: advice: excerpt}. */
    static List<String> findings(Path root) throws IOException {
        return RepositoryFiles.below(root).stream()
                .flatMap(file -> findingsOf(root, file).stream())
                .toList();
    }

    private static List<String> findingsOf(Path root, Path file) {
        try {
            return findingsIn(root.relativize(file).toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the findings in the text of one file; the ending of the name decides how it is read. */
    static List<String> findingsIn(String name, String text) {
        List<String> findings = new ArrayList<>();
        for (Prose prose : name.endsWith(".java") ? Prose.ofJava(text) : List.of(Prose.ofPage(text))) {
            for (ProseRule rule : ProseRule.ALL) {
                Matcher wording = rule.pattern().matcher(prose.text());
                while (wording.find()) {
                    findings.add(finding(name, prose, wording.start(), rule.advice()));
                }
            }
            if (prose.comment() && ProseRule.opensWithIs(prose.text())) {
                findings.add(finding(name, prose, 0, "a noun for a type, a verb in the third person for a method"));
            }
            addLongSentences(name, prose, findings);
        }
        return findings;
    }

    private static void addLongSentences(String name, Prose prose, List<String> findings) {
        for (Prose.Sentence sentence : prose.sentences()) {
            if (sentence.words() > MAX_SENTENCE_WORDS) {
                String advice = "a sentence of " + sentence.words() + " words; split it";
                findings.add(finding(name, prose, sentence.position(), advice));
            }
        }
    }

    private static String finding(String name, Prose prose, int position, String advice) {
        String text = prose.text();
        int from = Math.max(0, position - EXCERPT_CHARACTERS / 2);
        int to = Math.min(text.length(), position + EXCERPT_CHARACTERS);
        String excerpt = text.substring(from, to).strip().replaceAll("\\s+", " ");
        return name + ":" + prose.lineOf(position) + ": " + advice + ": \"" + excerpt + "\"";
    }
}
