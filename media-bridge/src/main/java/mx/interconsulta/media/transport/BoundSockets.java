package mx.interconsulta.media.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a port has bound.
 *
 * @param udp one for each address
 * @param channels all sockets and connections
 */
record BoundSockets(
    List<Candidate> candidates, List<UdpSocket> udp, ChannelGroup channels, EventLoopGroup group) {

  /** Remote addresses known to the UDP sockets. */
  int remotes() {
    int remotes = 0;
    for (int i = 0; i < udp.size(); i++) {
      remotes += udp.get(i).size();
    }
    return remotes;
  }

  /** Gives the ports back and ends the loop. */
  Future<Void> close() {
    channels.forEach(Channel::flush);
    Promise<Void> closed = Promise.promise();
    channels
        .close()
        .addListener(
            done ->
                group
                    .shutdownGracefully(0, 1, TimeUnit.SECONDS)
                    .addListener(ended -> closed.complete()));
    return closed.future();
  }
}
