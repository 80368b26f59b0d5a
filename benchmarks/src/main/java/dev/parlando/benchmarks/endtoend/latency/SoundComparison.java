package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.benchmarks.rig.server.PacedServer;
import dev.parlando.benchmarks.rig.server.ServerCertificate;
import dev.parlando.speech.OutputFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.sound.sampled.AudioFormat;

/**
 * A comparison of all clients for one format. They play the same speech in turn, repeatedly, each on an idle card.
 *
 * <p>Threading: confined to the main thread.
 */
final class SoundComparison implements AutoCloseable {
    /** The delay between the response headers and the first audio, which gives a player time to start. */
    private static final int THINKING_MILLIS = 250;

    private static final int SILENCE_MILLIS = 300;
    /** Each run starts at a random time within this period, since silence is detected in step with the card's blocks. */
    private static final int PHASE_MILLIS = 50;

    private static final int PHASE_SEED = 42;
    /** Whether to measure the other clients, too. */
    private static final boolean PEERS = !"false".equals(System.getProperty("sound.peers"));

    private final OutputFormat format;
    private final CardRecorder card;
    private final Path trusted;
    private final PacedServer server;
    private final Map<SoundClient, SoundResult> results = new LinkedHashMap<>();

    SoundComparison(OutputFormat format, ArrivalPattern trace, int soundMillis, CardRecorder card) throws Exception {
        this.format = format;
        this.card = card;
        LoudSpeech speech = LoudSpeech.of(format);
        int second = speech.bytesPerSecond() / trace.chunkBytes();
        ServerCertificate certificate = ServerCertificate.make();
        trusted = Files.createTempFile("benchmark-ca", ".pem");
        Files.writeString(trusted, certificate.pem());
        server = new PacedServer(
                speech.chunks(trace.chunkBytes(), soundMillis),
                chunk -> THINKING_MILLIS + trace.dueMillis(chunk, second),
                certificate.context());
        clients().forEach(client -> results.put(client, new SoundResult()));
    }

    private List<SoundClient> clients() throws Exception {
        URI url = server.baseUrl().resolve("/v1/text-to-speech/voice/stream?output_format=" + format.value());
        List<SoundClient> clients = new ArrayList<>();
        clients.add(new ParlandoSoundClient(server.baseUrl(), trusted, format, () -> server.writtenNanos(0)));
        if (!PEERS) {
            return clients;
        }
        switch (format.codec()) {
            case MP3 -> {
                clients.add(piped("curl | mpg123", url, "mpg123 -q -"));
                clients.add(piped("curl | ffplay, low latency", url, ffplay("mp3", LOW_LATENCY)));
                clients.add(piped("curl | ffplay", url, ffplay("mp3", "")));
                clients.add(JdkSoundClient.withJLayer(url, tls()));
            }
            case PCM -> {
                String raw = " --format=s16le --rate=24000 --channels=1 ";
                clients.add(piped("curl | pacat, 20 ms", url, "pacat --raw --latency-msec=20" + raw));
                clients.add(piped("curl | aplay", url, "aplay -q -t raw -f S16_LE -r 24000 -c 1 -"));
                clients.add(JdkSoundClient.withLine(url, tls(), new AudioFormat(24_000, 16, 1, true, false)));
            }
            default -> {
                clients.add(piped("curl | aplay", url, "aplay -q -t raw -f MU_LAW -r 8000 -c 1 -"));
                clients.add(piped("curl | sox", url, "play -q -t raw -e mu-law -b 8 -r 8000 -c 1 -"));
                clients.add(piped("curl | ffplay, low latency", url, ffplay("mulaw -ar 8000 -ac 1", LOW_LATENCY)));
            }
        }
        return clients;
    }

    private static final String LOW_LATENCY = "-fflags nobuffer -flags low_delay -probesize 32 -analyzeduration 0 ";

    private static String ffplay(String format, String flags) {
        return "ffplay -v quiet -nodisp -autoexit " + flags + "-f " + format + " -";
    }

    private SoundClient piped(String name, URI url, String player) {
        return new PipedSoundClient(name, url, trusted, player);
    }

    private SSLContext tls() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var pem = Files.newInputStream(trusted)) {
            store.setCertificateEntry(
                    "issuer", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Makes every client play {@code warmUps} times without measuring, and then {@code runs} times with measuring. */
    void run(int warmUps, int runs) throws Exception {
        Random phases = new Random(PHASE_SEED);
        for (int run = -warmUps; run < runs; run++) {
            for (Map.Entry<SoundClient, SoundResult> entry : results.entrySet()) {
                int underrunsBefore = entry.getKey().underruns();
                TimeUnit.NANOSECONDS.sleep(phases.nextLong(TimeUnit.MILLISECONDS.toNanos(PHASE_MILLIS)));
                card.begin();
                entry.getKey().play();
                card.awaitSilence(SILENCE_MILLIS);
                if (run >= 0) {
                    entry.getValue()
                            .add(
                                    card.recording(),
                                    server.writtenNanos(0),
                                    entry.getKey().underruns() - underrunsBefore);
                }
            }
        }
    }

    /** Prints a line for each client. */
    void print() {
        System.out.printf(
                "%-32s %5s %8s %8s %8s %8s %6s %9s %5s %7s%n",
                format, "runs", "p50", "p90", "p99", "max", "block", "underruns", "gaps", "missed");
        results.forEach((client, result) -> System.out.printf(
                "%-32s %5d %8.1f %8.1f %8.1f %8.1f %6.1f %9s %5d %7d%n",
                client.name(),
                result.runs(),
                result.millis(50),
                result.millis(90),
                result.millis(99),
                result.millis(100),
                result.blockMillis(),
                client.underruns() < 0 ? "-" : result.underruns(),
                result.gaps(),
                result.missed()));
        results.keySet().stream()
                .map(SoundClient::details)
                .filter(text -> !text.isEmpty())
                .forEach(System.out::println);
    }

    @Override
    public void close() throws IOException {
        results.keySet().forEach(SoundClient::close);
        server.close();
        Files.delete(trusted);
    }
}
