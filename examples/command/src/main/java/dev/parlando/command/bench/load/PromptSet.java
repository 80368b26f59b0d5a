package dev.parlando.command.bench.load;

import dev.parlando.command.console.TextInput;
import dev.parlando.error.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The texts that the streams of a run speak in turn. Immutable.
 *
 * @param name name for reports
 * @param texts the texts, at least one
 */
public record PromptSet(String name, List<String> texts) {
    private static final String BUILT_IN = "everyday";

    public PromptSet {
        texts = List.copyOf(texts);
    }

    /** Returns the built-in set: 30 English sentences of an assistant, from 2 to 40 words. */
    public static PromptSet builtIn() {
        try (InputStream file = PromptSet.class.getResourceAsStream(BUILT_IN + ".txt")) {
            return new PromptSet(BUILT_IN, lines(Objects.requireNonNull(file).readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the set from a file with one text per line, except blank lines.
     *
     * @throws InvalidRequestException if there is no such file, or it has no text
     */
    public static PromptSet read(Path file) {
        List<String> texts = lines(bytes(file));
        if (texts.isEmpty()) {
            throw new InvalidRequestException("--texts", file + " has no text; write one on each line");
        }
        return new PromptSet(String.valueOf(file.getFileName()), texts);
    }

    /** Returns the name and the number of texts. */
    public String description() {
        return name + ", " + texts.size() + (texts.size() == 1 ? " text" : " texts");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new InvalidRequestException("--texts", "names " + file + ", which does not exist");
        } catch (IOException e) {
            throw new InvalidRequestException("--texts", "cannot be read: " + e.getMessage());
        }
    }

    private static List<String> lines(byte[] bytes) {
        return TextInput.decode(bytes)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
