package dev.parlando.audio.playback;

/**
 * Names a device that sound can be played on.
 *
 * @param name what identifies it, to {@link LineSink} as well
 * @param description what its driver says about it
 */
public record AudioDevice(String name, String description) {}
