package dev.parlando.benchmarks.endtoend.telephony;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A call with one thread, which reads a packet, sleeps until start + <i>n</i> &middot; ptime on a millisecond clock, and
 * sends it. It waits for late audio, and sends no silence.
 */
final class ThreadCall extends JdkCall {
    /** The shortest time between two packets, also if they are overdue. */
    private static final long MIN_GAP_MILLIS = 1;

    private static final long PTIME_NANOS = TimeUnit.MILLISECONDS.toNanos(CallBridge.PTIME_MILLIS);

    private final JdkSpeech speech;
    private final RtpSender sender;
    private final PacketMeter meter;
    private final byte[] packet = new byte[CallBridge.PAYLOAD_BYTES];
    private final Thread thread = new Thread(this::run, "call");

    ThreadCall(JdkSpeech speech, RtpSender sender, PacketMeter meter) {
        this.speech = speech;
        this.sender = sender;
        this.meter = meter;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (speech;
                sender) {
            speech.read(packet);
            long startMillis = System.currentTimeMillis();
            for (long index = 0; !closed; index++) {
                long waitMillis = startMillis + index * CallBridge.PTIME_MILLIS - System.currentTimeMillis();
                Thread.sleep(Math.max(MIN_GAP_MILLIS, waitMillis));
                meter.beforeSend(index);
                sender.send(packet);
                spoken = true;
                readNext();
            }
        } catch (IOException | RuntimeException | InterruptedException e) {
            fail(e);
        }
    }

    private void readNext() throws IOException {
        long before = System.nanoTime();
        speech.read(packet);
        starved.addAndGet((System.nanoTime() - before) / PTIME_NANOS);
    }
}
