package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.command.CommandProcess.Result;
import dev.parlando.fault.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the text that {@code say} sends with the argument or standard input that it was given. */
@Execution(ExecutionMode.CONCURRENT)
class TextArgumentTest {
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final ScriptedServer service = ScriptedServer.start(stream -> {
        bodies.add(stream.body());
        stream.audio("audio/pcm").end(new byte[4800]);
    });

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        service.close();
    }

    private CommandProcess command() {
        return CommandProcess.in(folder)
                .with(Map.of(
                        "ELEVENLABS_API_KEY",
                        "sk_any",
                        "ELEVENLABS_BASE_URL",
                        service.baseUrl().toString()));
    }

    private static Result say(CommandProcess command, String... text) throws IOException {
        String[] options = {"say", "--voice", "v", "--format", "pcm_24000", "--device", "none"};
        String[] arguments = Arrays.copyOf(options, options.length + text.length);
        System.arraycopy(text, 0, arguments, options.length, text.length);
        return command.run(arguments);
    }

    private void assertSpoken(Result result, String text) {
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(bodies).singleElement().asString().contains("\"text\":\"" + text + "\"");
    }

    private void assertRefused(Result result, String... message) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.errLines()).singleElement().asString().contains(message);
        assertThat(service.acceptedConnections()).isZero();
    }

    @Test
    void speaksNameOfArgumentFile() throws IOException {
        Files.writeString(folder.resolve("f"), "secret");
        assertSpoken(say(command(), "@f"), "@f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5d41402abc4b2a76b9719d911017c592", "sk_population_growth_by_region"})
    void speaksTextThatOnlyResemblesKey(String text) throws IOException {
        assertSpoken(say(command(), text), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5 degrees outside", "-hello", "-- so he said --"})
    void hintsAtSeparatorBeforeTextWithLeadingDash(String text) throws IOException {
        assertRefused(say(command(), text), text, "put -- before it");
    }

    @Test
    void speaksTextAfterSeparator() throws IOException {
        assertSpoken(say(command(), "--", "-5 degrees outside"), "-5 degrees outside");
    }

    @Test
    void refusesArgumentThatLocaleCannotDecode() throws IOException {
        CommandProcess inC = command().with("LC_ALL", "C").withLastArgument("Gr\\303\\274\\303\\237e");
        assertRefused(say(inC), "ANSI_X3.4-1968", "LC_ALL=C.UTF-8", "say -");
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws IOException {
        assertRefused(say(command().withLastArgument("Gr\\374\\337e")), "UTF-8", "encoding of the locale");
    }

    @Test
    void speaksArgumentInUtf8WithoutMark() throws IOException {
        CommandProcess marked = command().withLastArgument("\\357\\273\\277Gr\\303\\274\\303\\237e");
        assertSpoken(say(marked), "Gr\u00fc\u00dfe");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
    void speaksStandardInputWithMark(String charset, @TempDir Path elsewhere) throws IOException {
        Path text = Files.write(elsewhere.resolve("text"), "\uFEFFGr\u00fc\u00dfe\n".getBytes(charset));
        assertSpoken(say(command().reading(text).with("LC_ALL", "C"), "-"), "Gr\u00fc\u00dfe");
    }

    @Test
    void refusesStandardInputInLatin1(@TempDir Path elsewhere) throws IOException {
        Path text = Files.write(elsewhere.resolve("text"), "Gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(say(command().reading(text), "-"), "standard input", "not valid UTF-8", "iconv");
    }

    @Test
    void printsMessageInUtf8InLocaleOfAscii(@TempDir Path elsewhere) throws IOException {
        Path key = Files.writeString(elsewhere.resolve("key"), "sk_one\nsk_two\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        CommandProcess inC = command().with("LC_ALL", "C").with("ELEVENLABS_API_KEY_FILE", key.toString());
        assertRefused(say(inC, "Hello"), "ELEVENLABS_API_KEY_PRIMARY=\u2026");
    }
}
