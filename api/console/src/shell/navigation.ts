import type { LinkProps } from "@tanstack/react-router";
import {
  Activity,
  BadgeDollarSign,
  Bot,
  Boxes,
  CircleDollarSign,
  Cpu,
  KeyRound,
  ListChecks,
  LockKeyhole,
  MessagesSquare,
  Scale,
  ScrollText,
  ShieldCheck,
  Wrench,
  type LucideIcon,
} from "lucide-react";
import type { Waiting } from "./useWaiting";

export interface Place {
  to: NonNullable<LinkProps["to"]>;
  label: string;
  icon: LucideIcon;
  /** The keys that go there. */
  keys?: string;
  /** What of it waits for people. */
  waiting?: keyof Waiting;
}

/** Where one can go; the side bar, the palette and the shortcuts are made of it. */
export const NAVIGATION: readonly { title: string; places: readonly Place[] }[] = [
  {
    title: "Build",
    places: [
      { to: "/agents", label: "Agents", icon: Bot, keys: "g a" },
      { to: "/tools", label: "Tools", icon: Wrench, keys: "g t" },
      { to: "/playground", label: "Playground", icon: MessagesSquare, keys: "g y" },
    ],
  },
  {
    title: "Operate",
    places: [
      { to: "/runs", label: "Runs", icon: Activity, keys: "g r" },
      { to: "/approvals", label: "Approvals", icon: ListChecks, keys: "g v", waiting: "approvals" },
      { to: "/reconcile", label: "Reconcile", icon: Scale, keys: "g o", waiting: "reconcile" },
    ],
  },
  {
    title: "Govern",
    places: [
      { to: "/costs", label: "Costs", icon: CircleDollarSign, keys: "g c" },
      { to: "/audit", label: "Audit", icon: ScrollText, keys: "g u" },
      { to: "/projections", label: "Projections", icon: Boxes, keys: "g p" },
    ],
  },
  {
    title: "Settings",
    places: [
      { to: "/settings/keys", label: "Keys", icon: KeyRound, keys: "g s" },
      { to: "/settings/policy", label: "Promotion policy", icon: ShieldCheck },
      { to: "/settings/models", label: "Models", icon: Cpu, keys: "g m" },
      { to: "/settings/credentials", label: "Credentials", icon: LockKeyhole },
      { to: "/settings/prices", label: "Prices", icon: BadgeDollarSign },
    ],
  },
];

export const PLACES: readonly Place[] = NAVIGATION.flatMap((group) => group.places);
