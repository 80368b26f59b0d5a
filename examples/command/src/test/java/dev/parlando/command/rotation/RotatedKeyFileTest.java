package dev.parlando.command.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.error.InvalidRequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedKeyFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("key");
    }

    @Test
    void keepsByteOrderMarkOfUtf8() throws IOException {
        Files.writeString(file, "\uFEFFELEVENLABS_API_KEY=sk_old\n# caf\u00e9\n");
        RotatedKeyFile keyFile = RotatedKeyFile.at(file);
        KeyFileText text = keyFile.read();
        assertThat(text.active().reveal()).isEqualTo("sk_old");

        keyFile.write(text.withActiveKey(ApiKey.of("sk_fresh")));

        assertThat(Files.readString(file)).isEqualTo("\uFEFFELEVENLABS_API_KEY=sk_fresh\n# caf\u00e9\n");
        assertThat(ApiKeyProvider.file(file).keys().active().reveal()).isEqualTo("sk_fresh");
    }

    @Test
    void namesEncodingOfUtf16() throws IOException {
        Files.writeString(file, "sk_old", StandardCharsets.UTF_16);
        assertThatThrownBy(() -> RotatedKeyFile.at(file).read())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll(file.toString(), "UTF-16");
    }

    @Test
    void namesReasonOfFailure() {
        assertThat(RotatedKeyFile.reason(new IOException("No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(RotatedKeyFile.reason(new FileSystemException("/key.new", null, "No space left on device")))
                .isEqualTo("/key.new: No space left on device");
        assertThat(RotatedKeyFile.reason(new AccessDeniedException("/key.new"))).isEqualTo("AccessDenied /key.new");
    }
}
