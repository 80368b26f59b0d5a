package dev.parlando.audio.sink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.sound.sampled.Mixer;

/** A one-line explanation of why there is no output device, with a remedy. */
final class NoDeviceMessage {
    private static final String ALTERNATIVE = ", or write a WAV file, which needs no device";

    private NoDeviceMessage() {}

    /** Returns the reason why this machine has no output device, with a remedy. */
    static String forThisSystem() {
        List<String> mixers =
                AudioDevices.mixers().stream().map(Mixer.Info::getName).collect(Collectors.toList());
        return describe(Path.of(System.getProperty("java.home")), mixers);
    }

    static String describe(Path javaHome, List<String> mixers) {
        String library = System.mapLibraryName("jsound");
        if (!Files.exists(javaHome.resolve("lib").resolve(library))
                && !Files.exists(javaHome.resolve("bin").resolve(library))) {
            return "this Java has no sound (" + library + " is missing): install one that is not headless"
                    + ALTERNATIVE;
        }
        if (mixers.isEmpty()) {
            return "the system offers no sound device: start its sound server, give a container access to one, or let this"
                    + " user use sound" + ALTERNATIVE;
        }
        return "no sound device has an output, only " + String.join(", ", mixers) + ": plug one in or enable it"
                + ALTERNATIVE;
    }
}
