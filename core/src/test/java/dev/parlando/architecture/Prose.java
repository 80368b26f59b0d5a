package dev.parlando.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of prose of a file: one comment, or a whole Markdown page.
 *
 * @param text the prose; code and markup are blanks, so that positions and line breaks stay
 * @param line the number of its first line, from 1
 * @param comment whether this is a comment of Java code
 */
record Prose(String text, int line, boolean comment) {
    private static final Pattern JAVA = Pattern.compile("\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\""
            + "|'(?:\\\\.|[^'\\\\\\n])++'|/\\*(?s:.*?)\\*/|//[^\\n]*");
    private static final Pattern COMMENT_CODE =
            Pattern.compile("<pre>(?s:.*?)</pre>|\\{@(?:code|literal|link|linkplain|value)\\s[^}]*}");
    private static final Pattern COMMENT_MARKS = Pattern.compile("(?m)^\\s*(?:/\\*\\*?|\\*/?|//)|\\*/");
    private static final Pattern PAGE_CODE =
            Pattern.compile("(?m)^```(?s:.*?)^```|^(?: {4}|\\t).*$|`[^`\\n]*`|]\\([^)]*\\)");
    private static final Pattern SENTENCE_END = Pattern.compile(
            "[.!?](?=\\s|$)|\\n\\s*\\n|\\n\\s*(?:<p>|@\\w+|<li>|</?ul>|<table|<tr)|\\n\\s*\\|[^\\n]*|\\n\\s*[-*#] ");

    /** Returns the comments of a Java file. */
    static List<Prose> ofJava(String source) {
        List<Prose> comments = new ArrayList<>();
        Matcher token = JAVA.matcher(source);
        while (token.find()) {
            if (token.group().startsWith("/")) {
                String words = COMMENT_CODE.matcher(token.group()).replaceAll(Prose::blanked);
                String prose = COMMENT_MARKS.matcher(words).replaceAll(Prose::blanked);
                comments.add(new Prose(prose, lineAt(source, token.start()), true));
            }
        }
        return comments;
    }

    /** Returns the prose of a Markdown page. */
    static Prose ofPage(String page) {
        return new Prose(PAGE_CODE.matcher(page).replaceAll(Prose::blanked), 1, false);
    }

    /** Returns the code as one word, X, followed by blanks. */
    private static String blanked(MatchResult code) {
        String blanks = code.group().replaceAll("[^\\n]", " ");
        boolean word = code.group().startsWith("{@") || (code.group().startsWith("`") && blanks.indexOf('\n') < 0);
        return word ? "X" + blanks.substring(1) : blanks;
    }

    private static int lineAt(String text, int position) {
        return 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    /** Returns the number of the line in the file at a position of the text. */
    int lineOf(int position) {
        return line + lineAt(text, position) - 1;
    }

    /** Returns the position and the words of each sentence; rows of tables are left out. */
    List<Sentence> sentences() {
        List<Sentence> sentences = new ArrayList<>();
        Matcher end = SENTENCE_END.matcher(text);
        int start = 0;
        while (end.find()) {
            sentences.add(new Sentence(start, text.substring(start, end.start())));
            start = end.end();
        }
        sentences.add(new Sentence(start, text.substring(start)));
        return sentences.stream()
                .filter(sentence -> !sentence.text().strip().startsWith("|"))
                .toList();
    }

    /** A sentence and its position in the prose. */
    record Sentence(int position, String text) {
        private static final Pattern WORD = Pattern.compile("[\\w'{}@.-]+");

        int words() {
            return (int) WORD.matcher(text).results().count();
        }
    }
}
