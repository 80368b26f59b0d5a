package dev.parlando.audio.sink;

/**
 * Names a device that sound can be played on.
 *
 * @param name what identifies it, to {@link LineSink} as well
 * @param description what its driver says about it
 * @param isDefault whether it is what plays if none is chosen
 * @param formats what it says it can play; opening it may tell otherwise
 */
public record AudioDevice(String name, String description, boolean isDefault, DeviceFormats formats) {}
