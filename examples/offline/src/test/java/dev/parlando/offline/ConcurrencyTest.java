package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.json.Json;
import dev.parlando.offline.json.JsonPath;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.ServiceLoad;
import dev.parlando.offline.voices.ModelCatalog;
import java.net.Socket;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits of the server over HTTP/2 and HTTP/1.1, with clients that end their requests in every possible way. */
@Timeout(240)
class ConcurrencyTest {
    private static final String LONG = "This sentence is one of very many that follow each other. ".repeat(150);
    private static final String SHORT = "One.";
    private static final int WINDOW_BYTES = 65_535;
    private static final ServiceLimits THREE =
            ServiceLimits.DEFAULT.withMaximumConcurrent(3).withQueue(2, 1);

    private final OfflineVoiceServer server =
            OfflineVoiceServer.builder().limits(THREE).start();
    private final List<RawHttp2Client> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(RawHttp2Client::close);
        server.close();
    }

    @Test
    void holdsSlotOfStalledClientUntilReset() throws Exception {
        List<RawHttp2Client.Speech> paused = pause(3);
        RawHttp2Client.Speech next = speak();
        awaitLoad(3, 1);
        paused.get(1).reset();
        next.readToEnd();
        assertThat(next.header("current-concurrent-requests")).isEqualTo("3");
        awaitLoad(2, 0);
        paused.get(0).reset();
        paused.get(2).reset();
        awaitLoad(0, 0);
        ServiceLoad load = server.load();
        assertThat(load.served()).isEqualTo(1);
        assertThat(load.aborted()).isEqualTo(3);
        assertThat(load.highestRunning()).isEqualTo(3);
    }

    @Test
    void countsGeneratedButUnreadResponses() throws Exception {
        String twoWindows = LONG.substring(0, 120);
        RawHttp2Client.Speech reset = client().speak(twoWindows, "pcm_8000");
        RawHttp2Client.Speech read = client().speak(twoWindows, "pcm_8000");
        reset.awaitBytes(WINDOW_BYTES);
        RawHttp2Client other = client();
        for (int i = 0; i < 5; i++) {
            other.speak(SHORT, "pcm_8000").readToEnd();
        }
        awaitLoad(2, 0);
        read.readToEnd();
        awaitLoad(1, 0);
        assertThat(server.load().served()).isEqualTo(6);
        reset.reset();
        awaitLoad(0, 0);
        assertThat(server.load().aborted()).isEqualTo(1);
    }

    @Test
    void releasesSlotsAndQueuePositionsOnLostConnection() throws Exception {
        pause(3);
        clients.get(0).speak(LONG, "pcm_48000");
        RawHttp2Client.Speech survivor = speak();
        awaitLoad(3, 2);
        clients.subList(0, 3).forEach(RawHttp2Client::close);
        survivor.readToEnd();
        awaitLoad(0, 0);
        assertThat(server.load().served()).isEqualTo(1);
        assertThat(server.load().aborted()).isEqualTo(4);
    }

    @Test
    void enforcesLimitsOverHttp1() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sockets.add(socket());
            awaitLoad(Math.min(3, i + 1), Math.max(0, i - 2));
        }
        assertThat(sockets.get(0).getInputStream().read()).isEqualTo('H');
        sockets.get(4).close();
        awaitLoad(3, 1);
        sockets.get(0).close();
        awaitLoad(3, 0);
        sockets.get(1).setSoLinger(true, 0);
        sockets.get(1).close();
        awaitLoad(2, 0);
        sockets.get(2).close();
        sockets.get(3).close();
        awaitLoad(0, 0);
        assertThat(server.load().aborted()).isEqualTo(5);
        assertThat(speak(SHORT, "eleven_v3").statusCode()).isEqualTo(200);
        assertThat(server.load().served()).isEqualTo(1);
    }

    @Test
    void rejectsBeyondQueueWhileOtherGroupHasCapacity() throws Exception {
        pause(3);
        RawHttp2Client.Speech first = speak();
        speak();
        awaitLoad(3, 2);
        HttpResponse<byte[]> refused = speak(SHORT, ModelCatalog.DEFAULT_ID);
        assertThat(refused.statusCode()).isEqualTo(429);
        Object detail = JsonPath.at(Json.read(refused.body()), "detail");
        assertThat(JsonPath.at(detail, "code")).isEqualTo("concurrent_limit_exceeded");
        assertThat(JsonPath.at(detail, "status")).isEqualTo("too_many_concurrent_requests");
        assertThat(JsonPath.at(detail, "message")).asString().contains("3 requests");
        assertThat(refused.headers().map()).doesNotContainKeys("current-concurrent-requests", "retry-after");

        HttpResponse<byte[]> other = speak(SHORT, "eleven_flash_v2");
        assertThat(other.headers().firstValue("current-concurrent-requests")).hasValue("1");
        assertThat(other.headers().firstValue("workspace-concurrent-requests")).hasValue("4");
        assertThat(server.load("turbo_eleven_v2").served()).isEqualTo(1);
        assertThat(server.load("standard_eleven_multilingual_v2").refusedConcurrent())
                .isEqualTo(1);
        server.limits(THREE.withMaximumConcurrent(5));
        first.readToEnd();
    }

    @Test
    void appliesLimitChangesWhileRunning() throws Exception {
        List<RawHttp2Client.Speech> all = pause(3);
        RawHttp2Client.Speech fourth = client().speak(LONG, "pcm_48000");
        awaitLoad(3, 1);
        RawHttp2Client.Speech fifth = client().speak(LONG, "pcm_48000");
        awaitLoad(3, 2);
        server.limits(THREE.withMaximumConcurrent(10).withOthersInUse(2));
        fourth.awaitBytes(WINDOW_BYTES);
        fifth.awaitBytes(WINDOW_BYTES);
        assertThat(fifth.header("current-concurrent-requests")).isEqualTo("5");
        assertThat(fifth.header("maximum-concurrent-requests")).isEqualTo("10");
        assertThat(fifth.header("workspace-concurrent-requests")).isEqualTo("7");

        server.limits(THREE.withHeaders(false));
        RawHttp2Client.Speech sixth = speak();
        awaitLoad(5, 1);
        all.forEach(RawHttp2Client.Speech::reset);
        sixth.readToEnd();
        assertThat(sixth.header("request-id")).isNotEqualTo("null");
        for (String name : List.of("current", "maximum", "workspace")) {
            assertThat(sixth.header(name + "-concurrent-requests")).isEqualTo("null");
        }
    }

    @Test
    void readsAndChangesLimitsOverHttp() throws Exception {
        OfflineClient client = new OfflineClient(server, Version.HTTP_2);
        Object before = Json.read(client.get("/offline/limits").body());
        assertThat(JsonPath.at(before, "limits", "maximum_concurrent")).isEqualTo(3);
        assertThat(JsonPath.at(before, "load", "served")).isEqualTo(0);

        HttpResponse<byte[]> put = put("{\"maximum_concurrent\":7,\"busy_every\":1,\"retry_after_seconds\":4}");
        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(server.limits()).isEqualTo(THREE.withMaximumConcurrent(7).withInjectedRefusals(1, 0, 4));
        HttpResponse<byte[]> busy = client.speak("/stream", "{\"text\":\"Hi\"}");
        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("retry-after")).hasValue("4");
        assertThat(new String(busy.body(), StandardCharsets.UTF_8)).contains("system_busy");
        assertThat(put("{\"busy_every\":0,\"rate_limited_every\":1}").statusCode())
                .isEqualTo(200);
        assertThat(new String(client.speak("/stream", "{\"text\":\"Hi\"}").body(), StandardCharsets.UTF_8))
                .contains("rate_limit_exceeded");
        Object after = Json.read(client.get("/offline/limits").body());
        assertThat(JsonPath.at(after, "load", "refused_busy")).isEqualTo(1);
        assertThat(JsonPath.at(after, "load", "refused_rate")).isEqualTo(1);
    }

    @Test
    void rejectsInvalidLimitsWithoutChange() throws Exception {
        assertThat(put("{\"maximum_concurrent\":0}").statusCode()).isEqualTo(400);
        assertThat(put("{\"maximum\":5}").statusCode()).isEqualTo(400);
        assertThat(put("{\"queue_length\":\"many\",\"others_in_use\":5}").statusCode())
                .isEqualTo(422);
        assertThat(put("").statusCode()).isEqualTo(422);
        assertThat(put("{\"queue_length\":1e10}").statusCode()).isEqualTo(422);
        assertThat(server.limits()).isEqualTo(THREE);
        OfflineClient client = new OfflineClient(server, Version.HTTP_1_1);
        HttpResponse<byte[]> wrongMethod =
                client.send(client.request("/offline/limits").DELETE().build());
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("allow")).hasValue("GET, PUT");
        assertThat(client.send(client.request("/offline/limits")
                                .setHeader("xi-api-key", "sk_wrong")
                                .build())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void pacesResponse() throws Exception {
        try (OfflineVoiceServer slow = OfflineVoiceServer.builder().pace(4).start()) {
            OfflineClient client = new OfflineClient(slow, Version.HTTP_1_1);
            byte[] paced = client.speak("/stream?output_format=pcm_8000", "{\"text\":\"One.\"}")
                    .body();
            // After its first byte, the response takes a quarter of its playing time: 16 bytes are one millisecond.
            long leastNanos = paced.length * 1_000_000L / 16 / 4;
            assertThat(slow.load().runningNanos()).isGreaterThan(leastNanos);
            assertThat(paced)
                    .isEqualTo(new OfflineClient(server, Version.HTTP_1_1)
                            .speak("/stream?output_format=pcm_8000", "{\"text\":\"One.\"}")
                            .body());
        }
    }

    private RawHttp2Client client() throws Exception {
        RawHttp2Client client = new RawHttp2Client(server);
        clients.add(client);
        return client;
    }

    private RawHttp2Client.Speech speak() throws Exception {
        return client().speak(SHORT, "pcm_8000");
    }

    /** Starts responses that are not read, each on its own connection. They run until they are reset. */
    private List<RawHttp2Client.Speech> pause(int count) throws Exception {
        List<RawHttp2Client.Speech> paused = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawHttp2Client.Speech speech = client().speak(LONG, "pcm_48000");
            speech.awaitBytes(1);
            paused.add(speech);
        }
        return paused;
    }

    private Socket socket() throws Exception {
        Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort());
        byte[] body = ("{\"text\":\"" + LONG + "\"}").getBytes(StandardCharsets.US_ASCII);
        String head = "POST /v1/text-to-speech/KevinOfflineVoice001/stream?output_format=pcm_48000 HTTP/1.1\r\n"
                + "host: x\r\nxi-api-key: " + server.apiKey() + "\r\ncontent-length: " + body.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        return socket;
    }

    private HttpResponse<byte[]> speak(String text, String model) throws Exception {
        return new OfflineClient(server, Version.HTTP_1_1)
                .speak("/stream?output_format=pcm_8000", "{\"text\":\"" + text + "\",\"model_id\":\"" + model + "\"}");
    }

    private HttpResponse<byte[]> put(String json) throws Exception {
        OfflineClient client = new OfflineClient(server, Version.HTTP_1_1);
        return client.send(client.request("/offline/limits")
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private void awaitLoad(int running, int queued) {
        Waiting.until(() -> {
            ServiceLoad load = server.load();
            return load.running() == running && load.queued() == queued;
        });
    }
}
