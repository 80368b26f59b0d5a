package dev.parlando.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the rows of one group. Confined to its caller. */
final class FaultRows {
    private static final List<WireProtocol> BOTH = List.of(WireProtocol.H2C, WireProtocol.H2);

    private final String group;
    private final List<WireProtocol> wires;
    private final List<Fault> rows = new ArrayList<>();

    /** Creates a group whose rows run over HTTP/2 in cleartext and over TLS. */
    FaultRows(String group) {
        this(group, BOTH);
    }

    /** Creates a group whose rows run over the given wires. */
    FaultRows(String group, List<WireProtocol> wires) {
        this.group = group;
        this.wires = wires;
    }

    /** Adds a row per wire: one utterance, with a response from the script once the request has arrived. */
    FaultRows answer(String name, Consumer<ScriptedStream> answer, Expectation expected) {
        return scenes(name, scene -> scene.speak(scene.serve(answer).baseUrl()), expected);
    }

    /** Adds a row per wire: one utterance, for a peer at the frame level. */
    FaultRows raw(String name, Http2Peer.Script script, Expectation expected) {
        return scenes(name, scene -> scene.speak(scene.http2(script).baseUrl()), expected);
    }

    /** Adds a row per wire. */
    FaultRows scenes(String name, Fault.Script script, Expectation expected) {
        wires.forEach(wire -> scene(wire, name, script, expected));
        return this;
    }

    /** Adds a row for one wire. */
    FaultRows scene(WireProtocol wire, String name, Fault.Script script, Expectation expected) {
        rows.add(new Fault(group, name, wire, script, expected));
        return this;
    }

    List<Fault> list() {
        return List.copyOf(rows);
    }
}
