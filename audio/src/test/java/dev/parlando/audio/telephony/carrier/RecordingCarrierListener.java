package dev.parlando.audio.telephony.carrier;

import dev.parlando.error.ParlandoException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A listener that stores the events of all calls as text. */
final class RecordingCarrierListener implements CarrierListener {
    final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    final BlockingQueue<CarrierSession> sessions = new LinkedBlockingQueue<>();
    volatile boolean media = true;

    @Override
    public void onStart(CarrierSession session, CallStart start) {
        log.add("start " + start.callId() + " " + start.streamId() + " " + start.outgoing() + " "
                + new TreeMap<>(start.parameters()));
        sessions.add(session);
    }

    @Override
    public void onDtmf(CarrierSession session, String digit) {
        log.add("dtmf " + digit);
        if (digit.equals("throw")) {
            throw new IllegalStateException("expected");
        }
    }

    @Override
    public void onMark(CarrierSession session, String id) {
        log.add("mark " + id);
    }

    @Override
    public boolean receivesMedia() {
        return media;
    }

    @Override
    public void onMedia(CarrierSession session, ByteBuffer audio) {
        log.add("media " + audio.remaining());
    }

    @Override
    public void onCarrierError(CarrierSession session, String message) {
        log.add("error " + message);
    }

    @Override
    public void onEnd(CarrierSession session, @Nullable ParlandoException error) {
        log.add(error == null ? "end" : "end " + error.getMessage());
    }

    String next() throws InterruptedException {
        return Objects.requireNonNull(log.poll(5, TimeUnit.SECONDS), "no event");
    }

    CarrierSession session() throws InterruptedException {
        return Objects.requireNonNull(sessions.poll(5, TimeUnit.SECONDS), "no session");
    }
}
