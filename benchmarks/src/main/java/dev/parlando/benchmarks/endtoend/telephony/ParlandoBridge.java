package dev.parlando.benchmarks.endtoend.telephony;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.telephony.LegListener;
import dev.parlando.audio.telephony.LegStatistics;
import dev.parlando.audio.telephony.LegUtterance;
import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.Packet;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.PacketSink;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.audio.telephony.rtp.RtpSession;
import dev.parlando.benchmarks.endtoend.peers.ServerEndpoint;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Telephone legs on one packet clock, which send through RTP sessions with their default settings. */
final class ParlandoBridge implements CallBridge {
    private final SpeechEngine engine;
    private final PacketClock clock = PacketClock.create();

    ParlandoBridge(ServerEndpoint server) {
        engine = SpeechEngine.builder()
                .governor(GovernorSettings.OFF)
                .baseUrl(server.baseUrl())
                .trustedCertificates(server.trustedPem())
                .apiKey(ApiKey.of("none"))
                .build();
    }

    @Override
    public Call start(int index, InetSocketAddress receiver, PacketMeter meter) {
        SpeechRequest request = SpeechRequest.builder("Hello")
                .voice(Utterances.of(index).voice())
                .outputFormat(OutputFormat.ULAW_8000)
                .build();
        RtpSession session = RtpSession.builder(
                        MediaFormat.ULAW_8000, receiver.getAddress().getHostAddress(), receiver.getPort())
                .open();
        Repetition repetition = new Repetition(request);
        TelephoneLeg leg = TelephoneLeg.builder(engine, clock, new MeteredSink(session, meter))
                .listener(repetition)
                .open();
        leg.say(request);
        leg.say(request);
        return new LegCall(leg, repetition);
    }

    @Override
    public void close() {
        clock.close();
        engine.close();
    }

    /** A sink that measures the packets of another one. */
    private record MeteredSink(PacketSink target, PacketMeter meter) implements PacketSink {
        private static final int PACKET_SAMPLES = PAYLOAD_BYTES;

        @Override
        public void send(Packet packet) {
            meter.beforeSend(packet.mediaTimeSamples() / PACKET_SAMPLES);
            target.send(packet);
        }

        @Override
        public boolean isWritable() {
            return target.isWritable();
        }

        @Override
        public void flush() {
            target.flush();
        }

        @Override
        public void close() {
            target.close();
        }
    }

    /** A listener that queues another utterance whenever one has ended. */
    private static final class Repetition implements LegListener {
        private final SpeechRequest request;
        private volatile String error = "";

        Repetition(SpeechRequest request) {
            this.request = request;
        }

        @Override
        public void onUtteranceEnded(TelephoneLeg leg, LegUtterance utterance, @Nullable ParlandoException failure) {
            if (!leg.isOpen()) {
                return;
            }
            if (failure == null) {
                leg.say(request);
            } else {
                error = failure.toString();
            }
        }
    }

    private record LegCall(TelephoneLeg leg, Repetition repetition) implements Call {
        @Override
        public boolean hasSpoken() {
            LegStatistics statistics = leg.statistics();
            return statistics.packets() > statistics.silencePackets();
        }

        @Override
        public long starved() {
            return leg.statistics().starvedPackets();
        }

        @Override
        public long skipped() {
            return leg.statistics().skippedPackets();
        }

        @Override
        public String error() {
            return repetition.error;
        }

        @Override
        public void close() {
            leg.close();
        }
    }
}
