package dev.parlando.benchmarks.endtoend.latency;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Is a pipe of curl and a player, started anew for each utterance.
 *
 * @param name what the results are called
 * @param url what is asked for
 * @param trusted whom curl is to trust
 * @param player the player's command, which reads standard input
 */
record PipedSoundClient(String name, URI url, Path trusted, String player) implements SoundClient {
    @Override
    public void play() throws IOException, InterruptedException {
        String command = "curl --silent --no-buffer --cacert " + trusted + " -X POST -d '{}' '" + url + "' | " + player;
        Process pipe = new ProcessBuilder("sh", "-c", command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        pipe.getOutputStream().close();
        if (pipe.waitFor() != 0) {
            throw new IllegalStateException(name + " failed: " + command);
        }
    }
}
