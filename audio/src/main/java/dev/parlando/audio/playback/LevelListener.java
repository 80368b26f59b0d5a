package dev.parlando.audio.playback;

/**
 * A listener for the level of the audio that a player plays now, for example for the mouth of a character. Applications
 * may implement this interface.
 *
 * <p>The level is that of the samples at the playback position, with all gains of the player and the utterance. A sink
 * that stores audio instead of playing it has no level.
 *
 * <p>Threading: called on the thread {@code parlando-levels} of the player, one call at a time. A listener that is too
 * slow misses levels and always receives the latest. The first exception is logged, and none has another effect. Cost: the
 * player allocates nothing per call.
 */
@FunctionalInterface
public interface LevelListener {
    /**
     * Called every 20 ms while audio plays, and with zeros when it stops.
     *
     * @param peak the highest magnitude of the samples played in the last 20 ms, from 0 to 1 for full scale
     * @param rms the root mean square of these samples, from 0 to 1; {@code 20 * Math.log10(rms)} is the level in dBFS
     */
    void onLevel(double peak, double rms);
}
