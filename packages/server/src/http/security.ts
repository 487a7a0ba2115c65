/**
 * Security headers of every answer. The content policy lets a page run only the scripts of this installation and
 * talk only to it; what a person pastes into a clause can neither load nor run anything.
 */
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Place } from '../auth/place.ts';
import type { Settings } from '../settings/settings.ts';

export function securityHeaders(place: Place, settings: Settings): RequestHandler {
  // "Two delegations side by side" shows two windows of the demo in frames of a third.
  const ancestors = [...(settings.demo ? ["'self'"] : []), ...settings.frameAncestors];
  const socket = place.origin === 'null' ? [] : [place.origin.replace(/^http/, 'ws')];
  const helm = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        // 'self' covers sockets of the same host only in newer browsers.
        'connect-src': ["'self'", ...socket],
        'img-src': ["'self'", 'blob:', 'data:'],
        'font-src': ["'self'"],
        'manifest-src': ["'self'"],
        'worker-src': ["'self'"],
        'frame-src': settings.demo ? ["'self'"] : ["'none'"],
        'object-src': ["'none'"],
        // The page carries a <base> of its own origin.
        'base-uri': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ancestors.length > 0 ? ancestors : ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    originAgentCluster: true,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: place.secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // frame-ancestors says it better; both together contradict each other where framing is allowed.
    xFrameOptions: ancestors.length > 0 ? false : { action: 'deny' },
    xPoweredBy: true,
  });
  return (request, response, next) => {
    response.setHeader('Permissions-Policy', permissions);
    helm(request, response, next);
  };
}

const permissions = [
  'camera',
  'display-capture',
  'geolocation',
  'microphone',
  'payment',
  'usb',
  'serial',
  'hid',
  'midi',
  'browsing-topics',
]
  .map((feature) => `${feature}=()`)
  .join(', ');
