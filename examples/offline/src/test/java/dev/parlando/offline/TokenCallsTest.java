package dev.parlando.offline;

import static dev.parlando.offline.OfflineAccountClient.SPEECH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.api.OfflineExchange;
import dev.parlando.offline.json.Json;
import dev.parlando.offline.json.JsonPath;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Speech requests with single-use tokens over HTTP. */
@Timeout(240)
class TokenCallsTest {
    private final OfflineAccountClient account = new OfflineAccountClient();
    private final OfflineVoiceServer server = account.server;
    private final CheckedClient client = account.client;
    private final String admin = account.admin;

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void omitsQueryTokenFromLog() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler recorder = recorder(lines);
        Logger logger = Logger.getLogger(OfflineExchange.class.getName());
        Level before = logger.getLevel();
        logger.addHandler(recorder);
        logger.setLevel(Level.ALL);
        try {
            account.withoutKey(SPEECH + "?single_use_token=sutkn_secret");
        } finally {
            logger.removeHandler(recorder);
            logger.setLevel(before);
        }
        assertThat(lines).anyMatch(line -> line.contains("POST " + SPEECH));
        assertThat(lines).noneMatch(line -> line.contains("sutkn_"));
    }

    @Test
    void acceptsTokenOnceAndChargesItsKey() throws Exception {
        OfflineAccountClient.Made key = account.create("{\"name\":\"broker\",\"permissions\":[\"text_to_speech\"]}");
        Object token =
                JsonPath.at(client.ok(key.secret(), "POST", "/v1/single-use-token/tts_websocket", null), "token");
        String path = SPEECH + "?output_format=pcm_8000&single_use_token=" + token;
        assertThat(account.withoutKey(path).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> again = account.withoutKey(path);
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(JsonPath.at(Json.read(again.body()), "detail", "status")).isEqualTo("invalid_single_use_token");
        assertThat(server.keyUsage(key.id()).credits()).isEqualTo(6);
    }

    @Test
    void acceptsTokenForSpeechOnly() throws Exception {
        Object token = JsonPath.at(client.ok(admin, "POST", "/v1/single-use-token/tts_websocket", null), "token");
        client.refused(401, "", "GET", "/v1/models?single_use_token=" + token, null);
        assertThat(account.withoutKey(SPEECH + "?single_use_token=" + token).statusCode())
                .isEqualTo(200);
    }

    @Test
    void rejectsTranscriptionTokenForSpeech() throws Exception {
        Object token = JsonPath.at(client.ok(admin, "POST", "/v1/single-use-token/realtime_scribe", null), "token");
        assertThat(account.withoutKey(SPEECH + "?single_use_token=" + token).statusCode())
                .isEqualTo(401);
        client.refused(422, admin, "POST", "/v1/single-use-token/other", null);
    }

    private static Handler recorder(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(new SimpleFormatter().format(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
