package dev.parlando.benchmarks.endtoend.telephony;

import dev.parlando.benchmarks.rig.process.ResourceUsage;
import dev.parlando.benchmarks.rig.report.Measurement;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a bridge: starts calls, waits until they are warm, measures, and ends the calls.
 *
 * <p>Threading: confined to the calling thread, which only waits.
 */
final class CallRun {
    private static final long START_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    /** The time within which each call must have spoken. */
    private static final long SPEECH_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int POLL_MILLIS = 100;
    /** The time after which no call sends any more. */
    private static final int END_SECONDS = 1;

    /** The resources and counters of all calls so far. */
    private record Snapshot(ResourceUsage usage, long starved, long skipped) {}

    private final List<InetSocketAddress> receivers;
    private final CallMeter meter = new CallMeter();
    private final List<CallBridge.Call> calls = new ArrayList<>();
    private final GcPauses pauses = new GcPauses();

    /** Creates a run whose calls send to the receivers in turn. */
    CallRun(List<InetSocketAddress> receivers) {
        this.receivers = receivers;
    }

    /**
     * Runs the calls.
     *
     * @param onMeasuring called when the measurement starts, and when it ends
     */
    CallMeasurement measure(CallBridge bridge, RunPlan plan, Runnable onMeasuring) throws Exception {
        int idleThreads = threads();
        CallMemory idle = CallMemory.now();
        start(bridge, plan.calls());
        awaitSpeech();
        TimeUnit.SECONDS.sleep(plan.warmUpSeconds());
        Snapshot before = snapshot();
        record(plan.seconds(), onMeasuring);
        Snapshot after = snapshot();
        CallMeasurement.Counts counts = counts(before, after, threads() - idleThreads, idle, plan.calls());
        Measurement packets = Measurement.between(
                before.usage, after.usage, meter.lateness(), meter.lateness().getTotalCount());
        String error = firstError();
        calls.forEach(CallBridge.Call::close);
        TimeUnit.SECONDS.sleep(END_SECONDS);
        return new CallMeasurement(packets, counts, meter.sent(), error);
    }

    private void awaitSpeech() throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!firstError().isEmpty() && System.nanoTime() - startNanos < SPEECH_LIMIT_NANOS) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private void record(int seconds, Runnable onMeasuring) throws InterruptedException {
        pauses.reset();
        meter.setMeasuring(true);
        onMeasuring.run();
        TimeUnit.SECONDS.sleep(seconds);
        onMeasuring.run();
        meter.setMeasuring(false);
    }

    private Snapshot snapshot() {
        return new Snapshot(
                ResourceUsage.now(),
                calls.stream().mapToLong(CallBridge.Call::starved).sum(),
                calls.stream().mapToLong(CallBridge.Call::skipped).sum());
    }

    private CallMeasurement.Counts counts(
            Snapshot before, Snapshot after, int threads, CallMemory idle, int callCount) {
        long gcCount = pauses.count();
        long gcMaxMillis = pauses.maxMillis();
        CallMemory busy = CallMemory.now();
        return new CallMeasurement.Counts(
                after.starved - before.starved,
                after.skipped - before.skipped,
                (busy.heapBytes() - idle.heapBytes()) / callCount,
                (busy.directBytes() - idle.directBytes()) / callCount,
                threads,
                gcCount,
                gcMaxMillis);
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private void start(CallBridge bridge, int count) throws Exception {
        long startNanos = System.nanoTime();
        for (int index = 0; index < count; index++) {
            TimeUnit.NANOSECONDS.sleep(startNanos + index * START_GAP_NANOS - System.nanoTime());
            calls.add(bridge.start(
                    index, receivers.get(index % receivers.size()), new PacketMeter(meter, System::nanoTime)));
        }
    }

    private String firstError() {
        return calls.stream()
                .map(call -> call.error().isEmpty() && !call.hasSpoken() ? "a call has not spoken" : call.error())
                .filter(error -> !error.isEmpty())
                .findFirst()
                .orElse("");
    }
}
