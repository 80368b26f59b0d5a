package dev.parlando.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the rows of one group. Confined to its caller. */
final class Rows {
    private static final List<Wire> BOTH = List.of(Wire.H2C, Wire.H2);

    private final String group;
    private final List<Wire> wires;
    private final List<Fault> rows = new ArrayList<>();

    /** Begins a group whose rows are played over both HTTP/2 wires. */
    Rows(String group) {
        this(group, BOTH);
    }

    /** Begins a group whose rows are played over the given wires. */
    Rows(String group, List<Wire> wires) {
        this.group = group;
        this.wires = wires;
    }

    /** Adds a row for each wire: one utterance, answered by the script once the request is there. */
    Rows answer(String name, Consumer<ScriptedStream> answer, Expectation expected) {
        return scenes(name, scene -> scene.speak(scene.serve(answer).baseUrl()), expected);
    }

    /** Adds a row for each wire: one utterance, for a peer that is written byte by byte. */
    Rows raw(String name, Http2Peer.Script script, Expectation expected) {
        return scenes(name, scene -> scene.speak(scene.http2(script).baseUrl()), expected);
    }

    /** Adds a row for each wire. */
    Rows scenes(String name, Fault.Script script, Expectation expected) {
        wires.forEach(wire -> scene(wire, name, script, expected));
        return this;
    }

    /** Adds a row for one wire. */
    Rows scene(Wire wire, String name, Fault.Script script, Expectation expected) {
        rows.add(new Fault(group, name, wire, script, expected));
        return this;
    }

    List<Fault> list() {
        return List.copyOf(rows);
    }
}
