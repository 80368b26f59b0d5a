package dev.parlando.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A comparison of the filter with commonmark-java, on documents as a language model writes them. */
class CommonMarkOracleTest {
    private static final Parser PARSER = Parser.builder().build();
    private static final List<String> WORDS = List.of(
            "The", "quick", "fox", "2*3*4", "snake_case", "3.14", "(see", "below)", "can't", "\u00fcber", "2 * 3");

    private final StringBuilder text = new StringBuilder();

    private static String words(Random random) {
        StringBuilder words = new StringBuilder("Go");
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            words.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return words.append(" on").toString();
    }

    private static String span(Random random, int depth) {
        String inner = depth > 1 ? words(random) : words(random) + " " + span(random, depth + 1) + " now";
        return switch (random.nextInt(9)) {
            case 0 -> "**" + inner + "**";
            case 1 -> "*" + inner + "*";
            case 2 -> "_" + words(random) + "_";
            case 3 -> "__" + words(random) + "__";
            case 4 -> "`" + words(random) + "`";
            case 5 -> "[" + words(random) + "](https://example.com/a_b)";
            case 6 -> "![" + words(random) + "](pic.png \"Title\")";
            case 7 -> "\\*" + words(random) + "\\_";
            default -> words(random);
        };
    }

    private static String line(Random random) {
        String text = span(random, 0) + ", " + span(random, 0) + ".";
        return switch (random.nextInt(8)) {
            case 0 -> "## " + text;
            case 1 -> "- " + text + "\n- " + span(random, 0);
            case 2 -> "> " + text;
            case 3 -> "---";
            case 4 -> "* " + text;
            default -> text;
        };
    }

    private static String document(Random random) {
        StringBuilder document = new StringBuilder();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            document.append(line(random)).append("\n\n");
        }
        return document.toString();
    }

    private static String normalized(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Returns the text of all nodes, which has the marks of none. */
    private String rendered(String markdown) {
        text.setLength(0);
        PARSER.parse(markdown).accept(new AbstractVisitor() {
            @Override
            public void visit(Text node) {
                text.append(node.getLiteral());
                endBlock(node);
            }

            @Override
            public void visit(Code node) {
                text.append(node.getLiteral());
                endBlock(node);
            }

            @Override
            public void visit(SoftLineBreak node) {
                text.append(' ');
            }
        });
        return text.toString();
    }

    /** Appends a space after the last node of a paragraph or heading. */
    private void endBlock(Node node) {
        Node at = node;
        while (at.getNext() == null && at.getParent() != null && !(at instanceof Block)) {
            at = at.getParent();
        }
        if (at instanceof Block) {
            text.append(' ');
        }
    }

    @Property(tries = 2000)
    void leavesOutTheSameMarks(@ForAll long seed) {
        Random random = new Random(seed);
        String document = document(random);
        // CommonMark reads single marks within words as emphasis, which is wrong for arithmetic.
        String escaped = document.replace("2*3*4", "2\\*3\\*4");
        String spoken = FilteredText.of(TextFilters.markup(CodeBlocks.DROP), FilteredText.tokens(document, 6, random))
                .spoken();
        assertThat(normalized(spoken)).isEqualTo(normalized(rendered(escaped).replace("2\\*3\\*4", "2*3*4")));
    }
}
