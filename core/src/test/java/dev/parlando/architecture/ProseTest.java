package dev.parlando.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the wording of all comments and pages of the repository, and that each rule finds its example. */
class ProseTest {
    @Test
    void checksRepositoryFilesExceptGeneratedOnes(@TempDir Path folder) throws IOException {
        assertThat(RepositoryFiles.below(RepositoryFiles.ROOT))
                .contains(
                        RepositoryFiles.ROOT.resolve("README.md"),
                        RepositoryFiles.ROOT.resolve("core/src/main/java/module-info.java"));
        Path checkout = Files.createDirectories(folder.resolve("target").resolve("checkout"));
        Path page = Files.writeString(checkout.resolve("page.md"), "A page.");
        Path generated = Files.createDirectories(checkout.resolve("core").resolve("target"));
        Files.writeString(generated.resolve("Generated.java"), "class Generated {}");

        assertThat(RepositoryFiles.below(checkout)).containsExactly(page);
    }

    @Test
    void findsNoViolationInRepository() throws IOException {
        assertThat(ProseCheck.findings(RepositoryFiles.ROOT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Returns what was played.",
                "Tells the listener.",
                "The header says so.",
                "Starts anew.",
                "The key is no more valid.",
                "Fails for want of a device.",
                "An error in mid-speech.",
                "Plays to its end.",
                "The line beside it.",
                "The begin of a word.",
                "Stops at once.",
                "Reads so many bytes.",
                "Nobody listens.",
                "The thread who waits.",
                "A request is under way.",
                "Ends of its own accord.",
                "Takes back the samples.",
                "Reports how far it is.",
                "Heeds the command.",
                "The loop knows the state.",
                "That which was sent.",
                "The head of the answer.",
            })
    void everyRuleFindsItsExample(String prose) {
        assertThat(ProseCheck.findingsIn("A.java", "class A {\n    // " + prose + "\n}\n"))
                .isNotEmpty()
                .allMatch(finding -> finding.startsWith("A.java:2: "));
        assertThat(ProseCheck.findingsIn("page.md", "# A page\n\n" + prose + "\n"))
                .isNotEmpty()
                .allMatch(finding -> finding.startsWith("page.md:3: "));
        assertThat(ProseRule.ALL).anyMatch(rule -> rule.pattern().matcher(prose).find());
    }

    @Test
    void everyRuleHasAnExample() throws NoSuchMethodException {
        String[] examples = ProseTest.class
                .getDeclaredMethod("everyRuleFindsItsExample", String.class)
                .getAnnotation(ValueSource.class)
                .strings();
        assertThat(ProseRule.ALL).allMatch(rule -> List.of(examples).stream()
                .anyMatch(example -> rule.pattern().matcher(example).find()));
    }

    @Test
    void detectsCommentStartingWithIs() {
        assertThat(ProseCheck.findingsIn("A.java", "/**\n * Is the handle to a stream.\n */\nclass A {}"))
                .hasSize(1);
        assertThat(ProseCheck.findingsIn("A.java", "/** A handle to a stream. */\nclass A {}"))
                .isEmpty();
    }

    @Test
    void detectsLongSentence() {
        String words = "word ".repeat(ProseCheck.MAX_SENTENCE_WORDS);
        assertThat(ProseCheck.findingsIn("page.md", "# A page\n\nShort.\n\n" + words + "\n"))
                .isEmpty();
        assertThat(ProseCheck.findingsIn("page.md", "# A page\n\nShort.\n\n" + words + "word\n"))
                .singleElement()
                .asString()
                .contains("a sentence of 31 words");
    }

    @Test
    void ignoresCodeAndTables() {
        String code = "String s = \"tell\"; // {@code what} is a name.\n/** <pre>what</pre> */\n";
        assertThat(ProseCheck.findingsIn("A.java", code)).isEmpty();
        String page = "`what`, [link](what.md)\n\n```\nwhat\n```\n\n    what\n\n| " + "word ".repeat(40) + "|\n";
        assertThat(ProseCheck.findingsIn("page.md", page)).isEmpty();
    }
}
