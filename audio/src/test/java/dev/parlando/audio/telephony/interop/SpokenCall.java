package dev.parlando.audio.telephony.interop;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.telephony.LegStatistics;
import dev.parlando.audio.telephony.LegUtterance;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.PacketSink;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** A call that speaks one utterance on the real clock and then ends. */
final class SpokenCall {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PROBE_MILLIS = 20;
    private static final int PROBES = 500;

    private SpokenCall() {}

    /** Sends the vector to the sink and closes it. */
    static LegStatistics speak(SpokenVector vector, PacketSink sink) throws InterruptedException {
        try (FakeSpeechSource source = new FakeSpeechSource();
                PacketClock clock = PacketClock.create()) {
            TelephoneLeg leg = TelephoneLeg.builder(source, clock, sink)
                    .format(vector.media)
                    .open();
            LegUtterance utterance = leg.say(SpeechRequest.builder("A sentence.")
                    .outputFormat(vector.requested)
                    .build());
            source.next().send(vector.bytes()).end();
            utterance.join(PATIENCE);
            leg.close();
            return leg.statistics();
        }
    }

    /** Waits until a program of this machine has opened a UDP port. */
    static void awaitUdpPort(int port) throws IOException, InterruptedException {
        String local = String.format(Locale.ROOT, ":%04X ", port);
        for (int probe = 0; probe < PROBES; probe++) {
            if (opens("/proc/net/udp", local) || opens("/proc/net/udp6", local)) {
                return;
            }
            Thread.sleep(PROBE_MILLIS);
        }
        throw new AssertionError("no program has opened the UDP port " + port);
    }

    private static boolean opens(String table, String local) throws IOException {
        return Files.readAllLines(Path.of(table)).stream().anyMatch(line -> {
            String[] columns = line.strip().split(" +", 3);
            return (columns[1] + " ").endsWith(local);
        });
    }
}
