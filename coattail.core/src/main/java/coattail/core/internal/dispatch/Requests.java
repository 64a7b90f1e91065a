// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.util.Optional;
import java.util.function.Function;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Publication;
import coattail.core.internal.convert.Codec;
import coattail.core.internal.convert.Codecs;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Names;

/** Between the calls of the API and the messages of the wire. */
final class Requests {
    static final String STREAM_UNDER_KEY =
            "a payload that is a stream is read once and can't be sent under an idempotency key";

    private Requests() {}

    /**
     * @param kind what is named, for the message
     * @return the name
     * @throws CoattailException BAD_INPUT if it isn't formed as names are
     */
    static String checkName(String kind, String name) {
        if (!Names.isName(name)) {
            throw new CoattailException(ErrorCode.BAD_INPUT, "no " + kind + " can have this name: " + Names.RULE);
        }
        return name;
    }

    /**
     * The body that holds the input of a call to a peer.
     *
     * @throws CoattailException UNSUPPORTED_TYPE for a stream under an idempotency key, which couldn't be sent again
     */
    static Body input(Codecs codecs, Object input, CallOptions how) {
        var body = codecs.write(input);
        if (how.key().isPresent() && !body.isWhole()) {
            throw new CoattailException(ErrorCode.UNSUPPORTED_TYPE, STREAM_UNDER_KEY);
        }
        return body;
    }

    /**
     * The body that holds data to publish.
     *
     * @throws CoattailException UNSUPPORTED_TYPE for a stream, which only one could read
     */
    static Body published(Codecs codecs, Object data) {
        var body = codecs.write(data);
        if (!body.isWhole()) {
            throw new CoattailException(
                    ErrorCode.UNSUPPORTED_TYPE, "a payload that is a stream is read once and can't be published");
        }
        return body;
    }

    /** @param codec of the class {@code T}, which may be a primitive one: then {@code T} is its wrapper */
    @SuppressWarnings("unchecked")
    static <T> Function<Output, T> reader(Codec codec) {
        return output -> (T) codec.read(output.body());
    }

    /** Ends a request that doesn't begin. */
    static Running refuse(Failure failure, Answer answer) {
        answer.fail(failure);
        answer.released();
        return Running.OVER;
    }

    /** @param publishes whether the request asked to publish */
    static Output output(Message.Response response, boolean publishes) {
        var refused = response.publishRefused();
        var publication = publishes && refused.isEmpty()
                ? Optional.of(new Publication(response.counts(), java.util.List.of()))
                : Optional.<Publication>empty();
        return new Output(response.body(), publication, refused);
    }
}
