package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.command.CommandProcess.Result;
import dev.parlando.fault.ScriptedServer;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the {@code voices} verb. */
@Execution(ExecutionMode.CONCURRENT)
class VoicesTest {
    @TempDir
    private Path folder;

    @Test
    void usesProxyOfEnvironment() throws IOException {
        Result listed = CommandProcess.in(folder)
                .with("ELEVENLABS_API_KEY", "key")
                .with("HTTPS_PROXY", "http://127.0.0.1:9")
                .run("voices");

        assertThat(listed.exitCode()).isEqualTo(1);
        assertThat(listed.err()).contains("proxy", "127.0.0.1:9");
    }

    @Test
    void sendsEveryOptionToService() throws IOException {
        CompletableFuture<String> path = new CompletableFuture<>();
        byte[] none = "{\"voices\":[],\"has_more\":false}".getBytes(StandardCharsets.UTF_8);
        try (ScriptedServer service = ScriptedServer.start(stream -> {
            path.complete(stream.path());
            stream.head(200, "content-type", "application/json").end(none);
        })) {
            Result listed = CommandProcess.in(folder)
                    .with("ELEVENLABS_API_KEY", "key")
                    .with("ELEVENLABS_BASE_URL", service.baseUrl().toString())
                    .run(("voices --search deep --type saved --category cloned --language en,de --language fr --gender"
                                    + " female --age young --accent irish --use-case news --collection c1 --id v1 --id v2"
                                    + " --fine-tuning-state fine_tuned --min-notice-days 30 --high-quality"
                                    + " --no-custom-rates --no-live-moderated --sort name --sort-direction desc --json")
                            .split(" ", -1));

            assertThat(listed.exitCode()).as(listed.err()).isZero();
            assertThat(listed.err()).isEqualTo("parlando: no voice matches 'deep'\n");
            assertThat(listed.json()).isEmpty();
        }
        assertThat(path.join().replaceFirst("/v2/voices\\?", "").split("&", -1))
                .containsExactlyInAnyOrder(
                        "page_size=100",
                        "search=deep",
                        "voice_type=saved",
                        "category=cloned",
                        "language=en",
                        "language=de",
                        "language=fr",
                        "gender=female",
                        "age=young",
                        "accent=irish",
                        "use_cases=news",
                        "collection_id=c1",
                        "voice_ids=v1",
                        "voice_ids=v2",
                        "fine_tuning_state=fine_tuned",
                        "min_notice_period_days=30",
                        "high_quality=true",
                        "include_custom_rates=false",
                        "include_live_moderated=false",
                        "sort=name",
                        "sort_direction=desc");
    }

    @Test
    void listsAllPagesOnRequest() throws IOException {
        try (OfflineVoiceServer server =
                OfflineVoiceServer.builder().voices(250).start()) {
            CommandProcess command = CommandProcess.in(folder)
                    .with("ELEVENLABS_API_KEY", server.apiKey())
                    .with("ELEVENLABS_BASE_URL", server.baseUri().toString());

            Result some = command.run("voices", "--json");
            assertThat(some.json()).hasSizeBetween(100, 249);
            assertThat(some.errLines()).singleElement().asString().contains("--all");

            Result all = command.run("voices", "--all", "--json");
            assertThat(all.exitCode()).as(all.err()).isZero();
            assertThat(all.json()).hasSize(250);
            assertThat(all.err()).isEmpty();
        }
    }
}
