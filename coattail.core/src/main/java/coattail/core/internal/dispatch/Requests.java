// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.util.Optional;
import java.util.function.Function;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Publication;
import coattail.core.internal.convert.Codec;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Names;

/** Between the calls of the API and the messages of the wire. */
final class Requests {
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

    /** @param codec of the class {@code T}, which may be a primitive one: then {@code T} is its wrapper */
    @SuppressWarnings("unchecked")
    static <T> Function<Output, T> reader(Codec codec) {
        return output -> (T) codec.read(output.body());
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
