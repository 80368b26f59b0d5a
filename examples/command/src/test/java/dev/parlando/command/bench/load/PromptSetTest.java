package dev.parlando.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptSetTest {
    @TempDir
    Path folder;

    @Test
    void builtInSetHasThirtyDifferentTexts() {
        PromptSet prompts = PromptSet.builtIn();
        assertThat(prompts.texts()).hasSize(30).doesNotHaveDuplicates();
        assertThat(prompts.description()).isEqualTo("everyday, 30 texts");
    }

    @Test
    void readsOneTextFromEachLine() throws Exception {
        Path file = Files.writeString(folder.resolve("own.txt"), "\uFEFFFirst.\r\n\n  Second text. \n");
        PromptSet prompts = PromptSet.read(file);
        assertThat(prompts.texts()).containsExactly("First.", "Second text.");
        assertThat(prompts.description()).isEqualTo("own.txt, 2 texts");
    }

    @Test
    void rejectsFileWithoutText() throws Exception {
        Path blank = Files.writeString(folder.resolve("blank.txt"), "\n \n");
        assertThatThrownBy(() -> PromptSet.read(blank))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("--texts: ")
                .hasMessageContaining("has no text");
        assertThatThrownBy(() -> PromptSet.read(folder.resolve("missing.txt")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("does not exist");
    }
}
