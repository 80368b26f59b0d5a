package dev.parlando.benchmarks.endtoend.latency;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLContext;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.player.Player;

/** A client that combines the JDK's HTTP client, on one warm connection, with a player. Confined to the main thread. */
final class JdkSoundClient implements SoundClient {
    /** A player that plays a response body completely. */
    @FunctionalInterface
    interface Output {
        void play(InputStream body) throws IOException, JavaLayerException, LineUnavailableException;
    }

    private final String name;
    private final HttpClient client;
    private final HttpRequest request;
    private final Output output;

    private JdkSoundClient(String name, URI url, SSLContext tls, Output output) {
        this.name = name;
        this.output = output;
        client = HttpClient.newBuilder().sslContext(tls).build();
        request = HttpRequest.newBuilder(url)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    /** Returns a client with JLayer's own MP3 player. */
    static JdkSoundClient withJLayer(URI url, SSLContext tls) {
        return new JdkSoundClient("JDK HttpClient + JLayer Player", url, tls, body -> new Player(body).play());
    }

    /**
     * Returns a client that copies samples to a line with the default buffer size. The line is opened and started
     * before the first byte.
     */
    static JdkSoundClient withLine(URI url, SSLContext tls, AudioFormat format) {
        return new JdkSoundClient("JDK HttpClient + line", url, tls, body -> copy(body, format));
    }

    private static void copy(InputStream body, AudioFormat format) throws IOException, LineUnavailableException {
        try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
            line.open(format);
            line.start();
            int frameBytes = format.getFrameSize();
            byte[] bytes = new byte[4096];
            int left = 0;
            for (int more = body.read(bytes); more >= 0; more = body.read(bytes, left, bytes.length - left)) {
                int whole = (left + more) / frameBytes * frameBytes;
                line.write(bytes, 0, whole);
                left = left + more - whole;
                System.arraycopy(bytes, whole, bytes, 0, left);
            }
            line.drain();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void play() throws Exception {
        try (InputStream body =
                client.send(request, BodyHandlers.ofInputStream()).body()) {
            output.play(body);
        }
    }
}
