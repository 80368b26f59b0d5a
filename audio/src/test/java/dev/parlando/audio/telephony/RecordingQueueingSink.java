package dev.parlando.audio.telephony;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A recording sink whose far end queues packets. Marks are confirmed by the test. */
final class RecordingQueueingSink extends RecordingPacketSink implements QueueingPacketSink {
    final List<String> marks = new ArrayList<>();
    int clears;

    RecordingQueueingSink(LongSupplier nanoTime) {
        super(nanoTime);
    }

    @Override
    public void sendMark(String id) {
        marks.add(id);
    }

    @Override
    public void sendClear() {
        clears++;
    }
}
