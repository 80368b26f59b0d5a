package dev.parlando.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.command.bench.result.Latency;
import dev.parlando.command.bench.result.Percentiles;
import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.bench.result.StreamGroup;
import dev.parlando.command.bench.result.StreamResult;
import dev.parlando.credentials.ApiKey;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The open loop against a server that answers no request before all of them have arrived. */
class StalledServerTest {
    private static final int STREAMS = 6;
    private static final byte[] AUDIO = new byte[3_200];

    private final CountDownLatch arrived = new CountDownLatch(STREAMS);
    private final List<StreamResult> results = Collections.synchronizedList(new ArrayList<>());

    @Test
    void latenciesContainWholeStall() throws IOException {
        try (ServerSocket server = new ServerSocket(0, STREAMS, InetAddress.getLoopbackAddress());
                StreamedLoad load = new StreamedLoad(engines(server.getLocalPort()), null)) {
            Thread acceptor = new Thread(() -> accept(server));
            acceptor.setDaemon(true);
            acceptor.start();
            long startNanos = System.nanoTime();
            new OpenLoop(50, BenchClock.SYSTEM).run(planned(), load, startNanos, results::add);
        }
        assertThat(results).hasSize(STREAMS).allMatch(StreamResult::completed);
        // The last stream starts 100 ms after the first one, which therefore waits at least as long.
        assertThat(stream(0).ttfbMicros()).isGreaterThanOrEqualTo(100_000);
        assertThat(Percentiles.of(results, Latency.TTFB::micros).maxMicros()).isGreaterThanOrEqualTo(99_900);
        for (int index = 0; index < STREAMS; index++) {
            StreamResult stream = stream(index);
            assertThat(stream.intendedMicros() - stream(0).intendedMicros()).isEqualTo(20_000L * index);
            assertThat(stream.stages()).containsKey(Stage.SCHEDULE);
            assertThat(stream.sumThrough(Stage.FIRST_BYTE)).isEqualTo(stream.ttfbMicros());
        }
    }

    private StreamResult stream(int index) {
        return results.stream()
                .filter(result -> result.index() == index)
                .findFirst()
                .orElseThrow();
    }

    private static EngineSupply engines(int port) {
        return new SharedEngines(List.of(new ServiceEndpoint("stalled", () -> SpeechEngine.builder()
                .baseUrl("http://127.0.0.1:" + port)
                .apiKey(ApiKey.of("sk_test"))
                .governor(GovernorSettings.OFF)
                .maxConnections(STREAMS))));
    }

    private static List<PlannedStream> planned() {
        SpeechRequest request = SpeechRequest.builder("Hello")
                .voice("voice")
                .outputFormat(OutputFormat.PCM_16000)
                .build();
        StreamGroup group = new StreamGroup("pcm_16000", "model", "voice", "stalled", null);
        return IntStream.range(0, STREAMS)
                .mapToObj(index -> new PlannedStream(index, group, 0, 0, request))
                .toList();
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket connection = server.accept();
                Thread thread = new Thread(() -> serve(connection));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** Answers one request over HTTP/1.1, or refuses the preface of HTTP/2. */
    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            OutputStream out = connection.getOutputStream();
            String head = head(in);
            if (head.startsWith("PRI ")) {
                out.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            arrived.countDown();
            arrived.await();
            String answer = "HTTP/1.1 200 OK\r\nContent-Type: audio/pcm\r\nContent-Length: " + AUDIO.length
                    + "\r\nConnection: close\r\n\r\n";
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
            out.write(AUDIO);
            out.flush();
            in.readAllBytes(); // Reads the rest of the request, so that closing does not reset the connection.
        } catch (IOException | InterruptedException e) {
            // The client has closed the connection, or the test is over.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int next;
        while (head.indexOf("\r\n\r\n") < 0 && (next = in.read()) >= 0) {
            head.append((char) next);
        }
        return head.toString();
    }
}
