package dev.parlando.offline;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.telephony.jambonz.JambonzServer;
import dev.parlando.credentials.ApiKey;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests in {@code src/test/carrier-js} in which a scripted jambonz requests speech. */
@Tag("sdk")
class ScriptedJambonzTest {
    private static final String API_KEY = "vendor-key";

    private final OfflineVoiceServer voice = OfflineVoiceServer.builder().start();
    private final SpeechEngine engine = SpeechEngine.builder()
            .baseUrl(voice.baseUri())
            .apiKey(ApiKey.of(voice.apiKey()))
            .build();
    private final JambonzServer server = JambonzServer.builder(engine, API_KEY).start();

    @TempDir
    private @Nullable Path copy;

    @TempDir
    private @Nullable Path expected;

    @AfterEach
    void close() {
        server.close();
        engine.close();
        voice.close();
    }

    @TestFactory
    List<DynamicTest> aScriptedJambonz() throws Exception {
        Map<String, String> environment = Map.of(
                "JAMBONZ_PORT", Integer.toString(server.address().getPort()),
                "API_KEY", API_KEY,
                "EXPECTED_STREAM", speech(OutputFormat.PCM_8000),
                "EXPECTED_FILE", speech(OutputFormat.MP3_44100_128));
        return new NodeTests(Path.of("src/test/carrier-js"), Objects.requireNonNull(copy), environment).run("jambonz");
    }

    /** Returns the path of the speech that the engine returns for the text of the tests. */
    private String speech(OutputFormat format) throws IOException {
        SpeechRequest request = SpeechRequest.builder("How are you today")
                .model("eleven_flash_v2_5")
                .outputFormat(format)
                .build();
        Path file = Objects.requireNonNull(expected).resolve(format.value());
        try (InputStream audio = engine.inputStream(request)) {
            Files.write(file, audio.readAllBytes());
        }
        return file.toString();
    }
}
