package dev.parlando.benchmarks.endtoend.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parlando.benchmarks.rig.process.LineProcess;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * LiveKit's plugin for ElevenLabs in a Node process, with its default settings. The process writes the tokens and measures
 * until the first audio frame that the plugin returns. Confined to the main thread.
 */
final class LiveKitContender implements LiveContender {
    private static final String SCRIPT = "livekit.js";

    private final ObjectMapper json = new ObjectMapper();
    private final Path script;
    private final LineProcess process;

    private LiveKitContender(Path script, LineProcess process) {
        this.script = script;
        this.process = process;
    }

    /** Returns whether the plugin is installed in the {@code node_modules} of a directory. */
    static boolean isInstalled(Path directory) {
        return Files.isDirectory(directory.resolve("node_modules/@livekit/agents-plugin-elevenlabs"));
    }

    /** Starts the process, whose stderr is that of this JVM. */
    static LiveKitContender start(Path directory, URI baseUrl, String key) throws IOException {
        Path script = Files.createTempFile("livekit", ".js");
        try (InputStream source = Objects.requireNonNull(LiveKitContender.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder = new ProcessBuilder(
                "node", script.toString(), directory.toString(), Integer.toString(TokenPacer.TOKEN_MILLIS));
        builder.environment()
                .putAll(Map.of(
                        "PARLANDO_URL",
                        baseUrl.toString(),
                        "PARLANDO_KEY",
                        key,
                        "PARLANDO_VOICE",
                        OfflineVoiceServer.STANDARD_VOICE_ID));
        return new LiveKitContender(script, LineProcess.start("the plugin", builder));
    }

    @Override
    public String name() {
        return "livekit plugin, to its first frame";
    }

    @Override
    public long speak(List<String> tokens) throws IOException {
        return Long.parseLong(process.ask(json.writeValueAsString(tokens)));
    }

    @Override
    public void close() throws IOException {
        process.close();
        Files.delete(script);
    }
}
