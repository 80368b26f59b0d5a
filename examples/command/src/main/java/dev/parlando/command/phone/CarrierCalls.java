package dev.parlando.command.phone;

import dev.parlando.audio.telephony.carrier.CallStart;
import dev.parlando.audio.telephony.carrier.CarrierCodec;
import dev.parlando.audio.telephony.carrier.CarrierListener;
import dev.parlando.audio.telephony.carrier.CarrierServer;
import dev.parlando.audio.telephony.carrier.CarrierServerBuilder;
import dev.parlando.audio.telephony.carrier.CarrierSession;
import dev.parlando.audio.telephony.carrier.TwilioSignature;
import dev.parlando.command.console.HostPort;
import dev.parlando.error.ParlandoException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls that Twilio or Asterisk sends over WebSocket. Safe for use from any thread. */
final class CarrierCalls implements CarrierListener {
    private final PhoneCalls calls;
    private final Map<CarrierSession, PhoneCall> speaking = new ConcurrentHashMap<>();

    private CarrierCalls(PhoneCalls calls) {
        this.calls = calls;
    }

    /**
     * Starts a server in cleartext.
     *
     * @param codecs creates the codec of each call
     * @param signature the check of each request; null accepts all
     */
    static CarrierServer listen(
            Supplier<? extends CarrierCodec> codecs,
            HostPort address,
            @Nullable TwilioSignature signature,
            PhoneCalls calls) {
        CarrierServerBuilder builder = CarrierServer.builder(codecs, new CarrierCalls(calls))
                .host(address.hostAddress())
                .port(address.port());
        if (signature != null) {
            builder.signature(signature);
        }
        return builder.start();
    }

    @Override
    public void onStart(CarrierSession session, CallStart start) {
        String name = Objects.requireNonNullElse(start.callId(), "call");
        calls.open(name, session.sink(), start.outgoing(), null)
                .ifPresentOrElse(call -> start(session, call), session::close);
    }

    private void start(CarrierSession session, PhoneCall call) {
        speaking.put(session, call);
        session.attach(call.leg());
        call.start();
    }

    @Override
    public void onDtmf(CarrierSession session, String digit) {
        PhoneCall call = speaking.get(session);
        if (call != null) {
            call.onKey();
        }
    }

    @Override
    public void onEnd(CarrierSession session, @Nullable ParlandoException error) {
        speaking.remove(session);
    }
}
