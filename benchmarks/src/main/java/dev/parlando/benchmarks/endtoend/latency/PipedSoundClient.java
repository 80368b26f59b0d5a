package dev.parlando.benchmarks.endtoend.latency;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A pipe of curl and a player, started separately for each utterance.
 *
 * @param name the name in the results
 * @param url the request URL
 * @param trusted the certificate that curl trusts
 * @param player the command of the player, which reads standard input
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
