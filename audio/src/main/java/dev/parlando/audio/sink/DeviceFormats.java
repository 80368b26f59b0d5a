package dev.parlando.audio.sink;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Says what a device claims to play in 16-bit samples. Drivers that convert by themselves often claim anything.
 *
 * @param sampleRatesHz in rising order; empty if it claims any rate
 * @param channels how many at once, in rising order; empty if it claims any number
 */
public record DeviceFormats(List<Integer> sampleRatesHz, List<Integer> channels) {
    /** What a device is when its driver sets no bounds. */
    public static final DeviceFormats ANY = new DeviceFormats(List.of(), List.of());

    /** Keeps copies. */
    public DeviceFormats {
        sampleRatesHz = List.copyOf(sampleRatesHz);
        channels = List.copyOf(channels);
    }

    /** Says it in a few words, such as {@code any rate; 1-2 channels}. */
    @Override
    public String toString() {
        String rates = sampleRatesHz.isEmpty()
                ? "any rate"
                : sampleRatesHz.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " Hz";
        return rates + "; " + (channels.isEmpty() ? "any channels" : ranges() + " channels");
    }

    private String ranges() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < channels.size(); i++) {
            boolean begins = i == 0 || channels.get(i) != channels.get(i - 1) + 1;
            boolean ends = i == channels.size() - 1 || channels.get(i + 1) != channels.get(i) + 1;
            if (begins) {
                text.append(i == 0 ? "" : ", ").append(channels.get(i));
            } else if (ends) {
                text.append('-').append(channels.get(i));
            }
        }
        return text.toString();
    }
}
