package dev.parlando.benchmarks.endtoend.telephony;

import dev.parlando.benchmarks.rig.process.LineProcess;
import dev.parlando.benchmarks.rig.server.ScriptedServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A comparison of bridges that send hundreds of telephone calls: the lateness of each packet, the cost per call, and the
 * highest number of calls. The server, the receiver of the packets and each bridge run in separate JVMs, the bridges one
 * after the other.
 *
 * <p>Run with {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.endtoend.telephony.CallLoad [CALLS
 * [SECONDS [CLIENT...]]]}. The clients are those of {@link BridgeKind}. The system property {@code client.jvm} adds
 * options to their JVMs, and {@code search=false} leaves out the search for the highest number.
 */
public final class CallLoad implements AutoCloseable {
    private static final int WARM_UP_SECONDS = 10;
    private static final int SEARCH_WARM_UP_SECONDS = 5;
    private static final int MAX_SEARCH_SECONDS = 20;

    private final CallLoadArguments arguments;
    private final ScriptedServerProcess server = ScriptedServerProcess.start();
    private final LineProcess receiver = LineProcess.startJava(List.of("-Xmx64m"), PacketReceiver.class);
    private final String[] ports = receiver.readLine().split(" ", -1);
    private final List<CallResult> results = new ArrayList<>();
    private final List<CallResult> steps = new ArrayList<>();

    private CallLoad(CallLoadArguments arguments) throws IOException {
        this.arguments = arguments;
    }

    /** Prints the tables. */
    public static void main(String[] words) throws IOException {
        try (CallLoad load = new CallLoad(CallLoadArguments.parse(words))) {
            for (BridgeKind bridge : load.arguments.bridges()) {
                load.measure(bridge);
            }
        }
    }

    private void measure(BridgeKind kind) throws IOException {
        try (LineProcess bridge = start(kind)) {
            CallResult result = run(kind, bridge, new RunPlan(arguments.calls(), WARM_UP_SECONDS, arguments.seconds()));
            results.add(result);
            System.out.println(BridgeReport.lateness(results));
            System.out.println(BridgeReport.cost(results));
            System.out.println(BridgeReport.threads(results));
            System.out.println(BridgeReport.reception(results));
            if (!System.getProperty("search", "").equals("false")) {
                search(result, bridge);
            }
        }
    }

    private LineProcess start(BridgeKind kind) throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xms1g", "-Xmx4g", "-XX:+ExitOnOutOfMemoryError"));
        String more = System.getProperty("client.jvm", "").replace("CLIENT", kind.label());
        options.addAll(more.isEmpty() ? List.of() : List.of(more.split(" ", -1)));
        List<String> words = new ArrayList<>(List.of(
                kind.name(), server.baseUrl().toString(), server.trustedPem().toString()));
        words.addAll(List.of(ports));
        return LineProcess.startJava(options, MeasuredBridge.class, words.toArray(String[]::new));
    }

    private CallResult run(BridgeKind kind, LineProcess bridge, RunPlan plan) throws IOException {
        receiver.ask("collect");
        bridge.send(plan.line());
        bridge.awaitLine(MeasuredBridge.MEASURING);
        CpuUse before = CpuUse.now(server.process(), receiver);
        bridge.awaitLine(MeasuredBridge.MEASURING);
        CpuUse used = CpuUse.now(server.process(), receiver).since(before);
        CallMeasurement measured = CallMeasurement.parse(bridge.readLine());
        return new CallResult(kind, plan, measured, Reception.parse(receiver.ask("collect")), used);
    }

    private void search(CallResult first, LineProcess bridge) {
        CapacitySearch search = new CapacitySearch();
        search.record(first.plan().calls(), first.holds());
        steps.add(first);
        int seconds = Math.min(MAX_SEARCH_SECONDS, arguments.seconds());
        try {
            for (int calls = search.next(); calls > 0; calls = search.next()) {
                CallResult result = run(first.bridge(), bridge, new RunPlan(calls, SEARCH_WARM_UP_SECONDS, seconds));
                search.record(calls, result.holds());
                steps.add(result);
            }
        } catch (IOException ended) {
            System.out.println("the search stops: " + ended.getMessage());
        }
        System.out.println(BridgeReport.search(steps));
        System.out.println(first.bridge().label() + " carries " + search.highest() + " calls");
    }

    @Override
    public void close() {
        receiver.close();
        server.close();
    }
}
