import { Link, type LinkProps } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useForbidden } from "@/session/useMe";
import { Button, buttonClass, type ButtonLook } from "@/ui/Button";

interface ToBuildProps {
  to: "/tools/new" | "/tools/import" | "/tools/$tool/edit";
  params?: LinkProps["params"];
  icon: LucideIcon;
  look?: ButtonLook;
  /** Why not, beside the role that is needed. */
  forbidden?: string | undefined;
  children: ReactNode;
}

/** Leads to a page on which only builders can do something. */
export function ToBuild({ to, params, icon: Icon, look = "secondary", forbidden, children }: ToBuildProps) {
  const role = useForbidden("builder");
  const why = role ?? forbidden;
  return why === undefined ? (
    <Link to={to} params={params as never} className={buttonClass(look)}>
      <Icon aria-hidden className="size-4" />
      {children}
    </Link>
  ) : (
    <Button look={look} icon={Icon} forbidden={why}>
      {children}
    </Button>
  );
}
