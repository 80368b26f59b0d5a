package dev.parlando.internal.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.internal.event.EventLoops;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of requests that are not upgrades, on a server with a responder. */
class PlainExchangeTest {
    private final EventLoops loops = new EventLoops("parlando-plain-test", 1);
    private final WebSocketServer server = WebSocketServer.start(
            loops,
            new WebSocketServerSettings("127.0.0.1", 0, null, 10, WebSocketFixture.QUICK),
            request -> CompletableFuture.completedFuture(WebSocketUpgrade.refuse(403, "no")),
            PlainExchangeTest::respond);

    @AfterEach
    void close() {
        server.close();
        loops.close();
    }

    private static CompletionStage<PlainExchange> respond(String method, WebSocketRequest request, byte[] body) {
        if (request.path().equals("/fail")) {
            return CompletableFuture.failedFuture(new IllegalStateException("expected"));
        }
        if (request.path().equals("/throw")) {
            throw new IllegalStateException("expected");
        }
        String text = method + " " + request.target() + " " + request.header("x-test") + " " + new String(body, UTF_8);
        return CompletableFuture.supplyAsync(() -> new PlainExchange(201, "text/test", text.getBytes(UTF_8)));
    }

    private HttpURLConnection post(String path, String body) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestProperty("X-Test", "yes");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(UTF_8));
        }
        return connection;
    }

    @Test
    void respondsWithBody() throws IOException {
        HttpURLConnection response = post("/a?b=c", "body");
        assertThat(response.getResponseCode()).isEqualTo(201);
        assertThat(response.getContentType()).isEqualTo("text/test");
        assertThat(response.getInputStream()).hasBinaryContent("POST /a?b=c yes body".getBytes(UTF_8));
    }

    @Test
    void respondsToFailures() throws IOException {
        assertThat(post("/fail", "").getResponseCode()).isEqualTo(500);
        assertThat(post("/throw", "").getResponseCode()).isEqualTo(500);
        assertThat(post("/a", "x".repeat(65_537)).getResponseCode()).isEqualTo(413);
    }
}
