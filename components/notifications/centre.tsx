"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { useWorkspace } from "../realtime/context";
import { showMark } from "./mark";
import { createNotificationList } from "./notification-list";
import { NotificationPanel } from "./panel";
import { playSound } from "./sound";
import { bell, NOTHING } from "./store";

/** Follows the member's own notifications: the dot, the mark on the tab, the sound, and the panel when it is open. */
export default function NotificationCentre() {
  const { api, engine, me } = useWorkspace();
  const [list] = useState(() => createNotificationList(api));
  const { unread, isOpen } = useSyncExternalStore(bell.subscribe, bell.get, () => NOTHING);
  const isLive = me.member.permissions.some((p) => p.startsWith("conversation_view_"));
  useEffect(() => {
    if (!isLive) return;
    void list.count();
    engine.onConnected.add(list.refresh);
    function onNotification(told: Parameters<typeof list.take>[0]) {
      list.take(told);
      if (told.isRaised && told.sound) playSound(me.member.preferences.sound);
    }
    engine.onNotification.add(onNotification);
    return () => {
      engine.onConnected.delete(list.refresh);
      engine.onNotification.delete(onNotification);
    };
  }, [engine, isLive, list, me]);
  useEffect(() => {
    showMark(unread);
    return () => showMark(0);
  }, [unread]);
  return isOpen ? <NotificationPanel list={list} /> : null;
}
