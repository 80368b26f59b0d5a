package dev.parlando.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.programs.SourceCompiler.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the first program in the README compiles as printed. */
class ReadmeTest {
    private static final Path README = Path.of("..", "..", "README.md");
    private static final Pattern PROGRAM = Pattern.compile("```java\n(import .*?)```", Pattern.DOTALL);

    @Test
    void compilesFirstProgram(@TempDir Path folder) throws Exception {
        Matcher program = PROGRAM.matcher(Files.readString(README));
        assertThat(program.find()).isTrue();
        SourceCompiler.assertCompiles(List.of(new Source("README.md", "Hello", program.group(1))), folder);
    }
}
