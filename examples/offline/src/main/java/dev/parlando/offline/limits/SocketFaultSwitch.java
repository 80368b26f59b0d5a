package dev.parlando.offline.limits;

import dev.parlando.offline.load.SocketFaults;

/** The faults that sockets inject at present. Threading: confined to the event loop. */
public final class SocketFaultSwitch {
    private SocketFaults current = SocketFaults.NONE;

    public SocketFaults current() {
        return current;
    }

    public void set(SocketFaults faults) {
        current = faults;
    }
}
