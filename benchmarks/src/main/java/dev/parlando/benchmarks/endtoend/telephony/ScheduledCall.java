package dev.parlando.benchmarks.endtoend.telephony;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A call with a thread that reads the speech into a queue, and a scheduled executor that sends a packet of the queue, or
 * silence, at a fixed rate. After a delay, the executor sends the overdue packets in a burst.
 */
final class ScheduledCall extends JdkCall {
    /** The capacity of the queue, 1.7 s as for a telephone leg. */
    private static final int QUEUED_PACKETS = 85;

    private final JdkSpeech speech;
    private final RtpSender sender;
    private final PacketMeter meter;
    private final BlockingQueue<byte[]> packets = new ArrayBlockingQueue<>(QUEUED_PACKETS);
    private final byte[] silence = new byte[CallBridge.PAYLOAD_BYTES];
    private final Thread reader = new Thread(this::read, "reader");
    private final ScheduledExecutorService pacer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "pacer"));
    private long index;

    ScheduledCall(JdkSpeech speech, RtpSender sender, PacketMeter meter) {
        this.speech = speech;
        this.sender = sender;
        this.meter = meter;
        Arrays.fill(silence, CallBridge.SILENCE);
        reader.setDaemon(true);
        reader.start();
        pacer.scheduleAtFixedRate(this::sendNext, 0, CallBridge.PTIME_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void read() {
        try (speech) {
            while (!closed) {
                byte[] packet = new byte[CallBridge.PAYLOAD_BYTES];
                speech.read(packet);
                packets.put(packet);
            }
        } catch (InterruptedException closing) {
            // The call has ended.
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void sendNext() {
        if (closed) {
            end();
            return;
        }
        byte[] packet = packets.poll();
        if (packet != null) {
            spoken = true;
        } else if (spoken) {
            starved.incrementAndGet();
        }
        meter.beforeSend(index++);
        try {
            sender.send(packet == null ? silence : packet);
        } catch (IOException e) {
            fail(e);
        }
    }

    private void end() {
        pacer.shutdown();
        sender.close();
    }

    @Override
    public void close() {
        super.close();
        reader.interrupt();
    }
}
