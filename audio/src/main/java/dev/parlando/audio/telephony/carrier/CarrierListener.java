package dev.parlando.audio.telephony.carrier;

import dev.parlando.error.ParlandoException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The application's part of the calls. One listener may serve many calls.
 *
 * <p>Threading: the events of one call arrive one after another on the callback executor, those of different calls
 * concurrently. They may block; other calls go on meanwhile. An exception is logged and concerns its event only.
 */
@FunctionalInterface
public interface CarrierListener {
    /** Called when the stream of a call starts, so that a leg can be opened, or the sink used. */
    void onStart(CarrierSession session, CallStart start);

    /** Called with a key that the caller pressed: a digit, {@code *}, {@code #} or a letter from A to D. */
    default void onDtmf(CarrierSession session, String digit) {}

    /**
     * Called when the carrier returns a mark, with the id passed to {@code sendMark} of the sink. The listener of an attached
     * leg receives the marks of the leg by name.
     */
    default void onMark(CarrierSession session, String id) {}

    /**
     * Returns whether {@link #onMedia} is to be called. Called once for each call, before its first event. The default is
     * false, which saves the decoding.
     */
    default boolean receivesMedia() {
        return false;
    }

    /**
     * Called with audio of the caller in the format {@link CallStart#incoming()}. The bytes are valid only during the
     * call. If the listener is more than a second behind, the newest audio is dropped.
     */
    default void onMedia(CarrierSession session, ByteBuffer audio) {}

    /** Called with an error that the carrier reports, such as an invalid message; the call continues. */
    default void onCarrierError(CarrierSession session, String message) {}

    /**
     * Called once, as the last event, even if the stream has never started.
     *
     * @param error the failure that ended the call; null if the carrier or the application ended it
     */
    default void onEnd(CarrierSession session, @Nullable ParlandoException error) {}
}
