package dev.parlando.command.phone;

import dev.parlando.command.console.TextInput;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.SpeechRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines that each call speaks, with their voice. They come from the arguments, from a file or, as they arrive, from
 * standard input.
 *
 * <p>Threading: immutable, except that one thread reads standard input.
 */
final class CallScript {
    private static final String OPTION = "TEXT";

    /** A source of lines. */
    @FunctionalInterface
    interface Lines {
        /** Returns the next line that is not blank, or null after the last one. May block. */
        @Nullable
        String next() throws IOException;
    }

    private final @Nullable List<String> lines;
    private final @Nullable BufferedReader input;
    private final @Nullable String voice;
    private final @Nullable String model;

    private CallScript(
            @Nullable List<String> lines,
            @Nullable BufferedReader input,
            @Nullable String voice,
            @Nullable String model) {
        this.lines = lines;
        this.input = input;
        this.voice = voice;
        this.model = model;
    }

    /**
     * Creates the script of the arguments, and checks all text that is known already.
     *
     * @param words the text, {@code @FILE} or {@code -}
     * @throws InvalidRequestException if there is no text, or a line, the voice or the model is invalid
     */
    static CallScript of(List<String> words, InputStream input, @Nullable String voice, @Nullable String model)
            throws IOException {
        if (words.equals(List.of("-"))) {
            CallScript live = new CallScript(null, TextInput.lineReader(input), voice, model);
            live.withVoice(SpeechRequest.of("any"));
            return live;
        }
        List<String> lines = text(words)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw new InvalidRequestException(OPTION, "has no line to say");
        }
        CallScript script = new CallScript(lines, null, voice, model);
        lines.forEach(line -> script.withVoice(SpeechRequest.of(line)));
        return script;
    }

    private static String text(List<String> words) throws IOException {
        if (words.isEmpty()) {
            throw new InvalidRequestException(
                    OPTION, "is missing; give the words to say, @FILE, or - to read standard input");
        }
        String first = words.get(0);
        if (words.size() > 1 || !first.startsWith("@")) {
            return TextInput.withoutMarks(String.join(" ", words));
        }
        Path file = Path.of(first.substring(1));
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new InvalidRequestException(OPTION, "the file " + file + " cannot be read");
        }
        return TextInput.decode(Files.readAllBytes(file));
    }

    /** Returns whether the lines can be read only once. */
    boolean isLive() {
        return input != null;
    }

    /** Returns the lines for one call. */
    Lines open() {
        BufferedReader reader = input;
        if (reader != null) {
            return () -> nextLine(reader);
        }
        Iterator<String> remaining = (lines == null ? List.<String>of() : lines).iterator();
        return () -> remaining.hasNext() ? remaining.next() : null;
    }

    private static @Nullable String nextLine(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        while (line != null && line.isBlank()) {
            line = reader.readLine();
        }
        return line == null ? null : line.strip();
    }

    /** Returns the request with the chosen voice and model. */
    SpeechRequest withVoice(SpeechRequest request) {
        var builder = request.toBuilder();
        if (voice != null) {
            builder.voice(voice);
        }
        if (model != null) {
            builder.model(model);
        }
        return builder.build();
    }
}
