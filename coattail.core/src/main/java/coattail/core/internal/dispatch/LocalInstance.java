// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import coattail.api.ActionInfo;
import coattail.api.Call;
import coattail.api.Instance;
import coattail.api.Option;
import coattail.api.Publication;
import coattail.core.internal.convert.Codecs;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.CallHead;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.TimerWheel;

/** This instance, asked by one of its own bundles. Input and output pass through their encoded form, as with a peer. */
final class LocalInstance implements Instance {
    /** Local calls name no grant. */
    private static final int NO_GRANT = 0;

    private final Caller self;
    private final Operations operations;
    private final Performer.Invocations invocations;
    private final Cascade cascade;
    private final Codecs codecs;
    private final PendingCalls calls;
    private final TimerWheel timers;

    LocalInstance(
            Caller self,
            Operations operations,
            Performer.Invocations invocations,
            Cascade cascade,
            Codecs codecs,
            PendingCalls calls,
            TimerWheel timers) {
        this.self = self;
        this.operations = operations;
        this.invocations = invocations;
        this.cascade = cascade;
        this.codecs = codecs;
        this.calls = calls;
        this.timers = timers;
    }

    @Override
    public <T> Call<T> perform(String action, Object input, Class<T> output, Option... options) {
        requireNonNull(action, "action");
        requireNonNull(output, "output");
        return cascade.begin(calls, options, (how, call) -> {
            var body = codecs.write(input);
            var codec = codecs.of(output);
            var request = new Message.Perform(head(action, how, call), how.publish(), false, body);
            return operations
                    .performer()
                    .perform(
                            self,
                            request,
                            cascade.due(timers.now(), how.millis()),
                            invocations,
                            call.answer(Requests.<T>reader(codec)));
        });
    }

    @Override
    public Call<Publication> publish(String action, Object data, Option... options) {
        requireNonNull(action, "action");
        return cascade.begin(calls, options, (how, call) -> {
            var request = new Message.Publish(head(action, how, call), Requests.published(codecs, data));
            return operations
                    .publisher()
                    .publish(
                            self,
                            request,
                            cascade.due(timers.now(), how.millis()),
                            cascade.performing(),
                            call.answer(answered -> answered.publication().orElseThrow()));
        });
    }

    private static CallHead head(String action, CallOptions how, PendingCall<?> call) {
        return CallHead.of(NO_GRANT, action, how.verdicts(), call.trace()).under(how.key());
    }

    @Override
    public Call<List<ActionInfo>> actions() {
        return list(Optional.empty(), ActionInfos::read);
    }

    @Override
    public Call<ActionInfo> action(String name) {
        return list(Optional.of(name), body -> ActionInfos.readOne(body, name));
    }

    private <T> Call<T> list(Optional<String> name, Function<Body, T> read) {
        return cascade.begin(calls, new Option[0], (how, call) -> {
            operations.lister().list(self, name, call.answer(answered -> read.apply(answered.body())));
            return Running.OVER;
        });
    }
}
