package dev.parlando.fleet;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import dev.parlando.interop.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The program of a process that joins a fleet and holds permits until it is killed. */
final class HoldingEngine {
    private static final String HOLDING = "holds its permits";

    private HoldingEngine() {}

    /** Starts a process, and waits until it holds its permits. */
    static ServerProcess start(FleetSettings settings, int permits) throws InterruptedException {
        ServerProcess process = ServerProcess.start(
                "openjdk-17-jre-headless",
                List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingEngine.class.getName(),
                        settings.server().toString(),
                        String.valueOf(settings.account()),
                        settings.lease().toString(),
                        Integer.toString(settings.initialLimit()),
                        Integer.toString(permits)));
        process.awaitLine(HOLDING);
        return process;
    }

    /** Joins, and holds the permits. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        FleetSettings settings = FleetSettings.of(URI.create(arguments[0]), arguments[1])
                .withLease(Duration.parse(arguments[2]))
                .withInitialLimit(Integer.parseInt(arguments[3]));
        SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT);
        Fleet fleet = Fleet.join(settings, governor);
        for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
            governor.acquire(null, Priority.NORMAL, Duration.ofMinutes(1));
        }
        System.out.println(fleet + " " + HOLDING);
        System.in.read(); // Until it is killed.
    }
}
