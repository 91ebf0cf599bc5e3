import { connect } from 'node:net';

// Opens one socket, so that the rehearsal can verify that sockets are counted.
connect(9, '127.0.0.1').on('error', () => {});
