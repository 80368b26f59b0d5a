package dev.parlando.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyProviderTest {
    private static final String FIRST = "sk_5ecret_first";
    private static final String SECOND = "sk_5ecret_second";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsASingleVariable() {
        ApiKeys keys = environment(Map.of("ELEVENLABS_API_KEY", " " + FIRST + "\n"));
        assertThat(keys.active().reveal()).isEqualTo(FIRST);
        assertThat(keys.standby()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "primary", "PRIMARY", " primary "})
    void usesPrimaryKeyByDefault(String active) {
        ApiKeys keys = environment(Map.of(
                "ELEVENLABS_API_KEY", "sk_5ecret_other",
                "ELEVENLABS_API_KEY_PRIMARY", FIRST,
                "ELEVENLABS_API_KEY_SECONDARY", SECOND,
                "ELEVENLABS_KEY_ACTIVE", active));
        assertThat(keys.isSameAs(new ApiKeys(ApiKey.of(FIRST), ApiKey.of(SECOND))))
                .isTrue();
    }

    @Test
    void switchesKeysWhenVariablesChange() {
        Map<String, String> variables = new HashMap<>(Map.of(
                "ELEVENLABS_API_KEY_PRIMARY", FIRST,
                "ELEVENLABS_API_KEY_SECONDARY", SECOND));
        ApiKeyProvider provider = ApiKeyProvider.environment(() -> variables);
        assertThat(provider.isFixed()).isFalse();
        assertThat(provider.keys().active().reveal()).isEqualTo(FIRST);
        variables.put("ELEVENLABS_KEY_ACTIVE", "secondary");
        assertThat(provider.keys().isSameAs(new ApiKeys(ApiKey.of(SECOND), ApiKey.of(FIRST))))
                .isTrue();
        variables.remove("ELEVENLABS_API_KEY_PRIMARY");
        assertThat(provider.keys().isSameAs(ApiKeys.of(ApiKey.of(SECOND)))).isTrue();
    }

    static Stream<Arguments> wrongVariables() {
        return Stream.of(
                Arguments.of(Map.of(), "set ELEVENLABS_API_KEY"),
                Arguments.of(Map.of("ELEVENLABS_API_KEY", " "), "set ELEVENLABS_API_KEY"),
                Arguments.of(Map.of("ELEVENLABS_API_KEY", "sk 5ecret"), "ELEVENLABS_API_KEY"),
                Arguments.of(
                        Map.of("ELEVENLABS_API_KEY_SECONDARY", SECOND), "ELEVENLABS_API_KEY_PRIMARY is the active one"),
                Arguments.of(
                        Map.of("ELEVENLABS_API_KEY_PRIMARY", FIRST, "ELEVENLABS_KEY_ACTIVE", "secondary"),
                        "ELEVENLABS_API_KEY_SECONDARY is the active one"),
                Arguments.of(
                        Map.of("ELEVENLABS_API_KEY_PRIMARY", FIRST, "ELEVENLABS_KEY_ACTIVE", "sk_5ecret_third"),
                        "ELEVENLABS_KEY_ACTIVE is neither primary nor secondary"),
                Arguments.of(Map.of("ELEVENLABS_API_KEY_FILE", "/nowhere/key"), "/nowhere/key does not exist"));
    }

    @ParameterizedTest
    @MethodSource("wrongVariables")
    void reportsInvalidVariableWithoutSecret(Map<String, String> variables, String words) {
        assertThatThrownBy(() -> environment(variables))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("api_key")
                .hasMessageContaining(words)
                .hasMessageNotContaining("5ecret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FIRST,
                FIRST + "\n",
                "# made in May\n\n  " + FIRST + "  \r\n",
                "ELEVENLABS_API_KEY=" + FIRST,
                "export ELEVENLABS_API_KEY = \"" + FIRST + "\"\nOTHER=1\n",
                "ELEVENLABS_API_KEY_PRIMARY='" + FIRST + "'\nELEVENLABS_API_KEY_SECONDARY=\n",
                "ELEVENLABS_API_KEY_PRIMARY=x\nELEVENLABS_API_KEY_SECONDARY=" + FIRST
                        + "\nELEVENLABS_KEY_ACTIVE=secondary"
            })
    void readsAFile(String text) throws IOException {
        assertThat(ApiKeyProvider.file(write(text)).keys().active().reveal()).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void ignoresByteOrderMarkOfFile(String charset) throws IOException {
        for (String text : List.of(FIRST, "ELEVENLABS_API_KEY=" + FIRST)) {
            Path file = Files.write(folder.resolve("key"), ("\uFEFF" + text + "\n").getBytes(charset));
            assertThat(ApiKeyProvider.file(file).keys().active().reveal()).isEqualTo(FIRST);
        }
    }

    @Test
    void ignoresByteOrderMarkOfVariable() {
        ApiKeys keys = environment(Map.of("ELEVENLABS_API_KEY", "\uFEFF" + FIRST));
        assertThat(keys.active().reveal()).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "sk_5ecret_1\nsk_5ecret_2", "sk_5ecret with a blank", "NAME=sk_5ecret x"})
    void reportsInvalidFileWithoutSecret(String text) throws IOException {
        Path file = write(text);
        assertThatThrownBy(() -> ApiKeyProvider.file(file).keys())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("5ecret");
    }

    @Test
    void rereadsFileOnEachCall() throws IOException {
        Path file = write(FIRST);
        ApiKeyProvider provider = ApiKeyProvider.environment(() -> Map.of("ELEVENLABS_API_KEY_FILE", file.toString()));
        assertThat(provider.keys().active().reveal()).isEqualTo(FIRST);
        write(SECOND.substring(0, FIRST.length()));
        assertThat(provider.keys().active().reveal()).isEqualTo(SECOND.substring(0, FIRST.length()));
    }

    @Test
    void rejectsOverlongKeyFile() throws IOException {
        Path file = write("x".repeat(100_000));
        InvalidRequestException refusal = catchThrowableOfType(
                InvalidRequestException.class, () -> ApiKeyProvider.file(file).keys());
        assertThat(refusal).hasMessageContaining("longer than");
    }

    @Test
    void warnsOnceAboutFileReadableByOtherUsers() throws IOException {
        Path file = write(FIRST);
        try (Warnings warnings = new Warnings()) {
            ApiKeyProvider provider = ApiKeyProvider.file(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            provider.keys();
            provider.keys();
            assertThat(warnings.messages)
                    .containsExactly(file + " holds a key and other users may read it;"
                            + " restrict it to its owner: chmod 600 " + file);
            warnings.messages.clear();
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            ApiKeyProvider.file(file).keys();
            assertThat(warnings.messages).isEmpty();
        }
    }

    private static ApiKeys environment(Map<String, String> variables) {
        return ApiKeyProvider.environment(() -> variables).keys();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("key"), text);
    }

    /** Log handler that records the warnings about key files. */
    private static final class Warnings extends Handler implements AutoCloseable {
        final Queue<String> messages = new ConcurrentLinkedQueue<>();
        private final Logger logger = Logger.getLogger(KeyFileProvider.class.getPackageName());

        Warnings() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            messages.add(java.text.MessageFormat.format(record.getMessage(), record.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
