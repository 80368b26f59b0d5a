package dev.parlando.programs.cookbook;

import dev.parlando.audio.telephony.LegListener;
import dev.parlando.audio.telephony.LegUtterance;
import dev.parlando.audio.telephony.MarkOutcome;
import dev.parlando.audio.telephony.Packet;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.speech.SpeechSource;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Speaks into a telephone call and stops when the caller interrupts. All methods are safe from any thread. */
// region
final class TelephoneCall implements LegListener, AutoCloseable {
    private final TelephoneLeg leg;

    /** All calls share one clock. The line receives 160 bytes of µ-law every 20 ms, on the clock's thread. */
    TelephoneCall(SpeechSource engine, PacketClock clock, Consumer<byte[]> line) {
        leg = TelephoneLeg.builder(engine, clock, packet -> line.accept(payload(packet)))
                .listener(this)
                .open();
    }

    private static byte[] payload(Packet packet) {
        ByteBuffer buffer = packet.buffer(0); // buffer(12) has room for an RTP header.
        byte[] bytes = new byte[packet.payloadBytes()];
        buffer.get(bytes);
        return bytes;
    }

    LegUtterance announce(String text) {
        LegUtterance utterance = leg.say(text);
        leg.mark(text);
        return utterance;
    }

    void onCallerSpeaks() {
        leg.clear(); // The next packet is silence.
    }

    @Override
    public void onMark(TelephoneLeg sameLeg, String text, MarkOutcome outcome) {
        System.out.println((outcome == MarkOutcome.HEARD ? "heard: " : "interrupted: ") + text);
    }

    @Override
    public void close() {
        leg.close();
    }
}
// endregion
